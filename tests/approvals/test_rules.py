"""What a complete application needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals import rules
from approvals.enums import Section, SectionState

AUDIENCE_OF_UNIT = {"O1": "OPTOMETRIST", "O6": "OPTOMETRIST", "D7": "DISPENSING_OPTICIAN"}

COMPLETE = {
    "title": "Dry eye",
    "summary": "About dry eye.",
    "modality": 1,
    "duration_minutes": 60,
    "audiences": ["OPTOMETRIST"],
    "units": ["O1"],
    "objectives": ["Know it"],
    "assessment": "Questions",
    "ground": "NONE",
    "interaction": "",
    "points_total": 1,
    "points_interactive": 0,
    "peer_review": False,
    "current_practice": "Guidance",
    "patient_care": "Better care",
    "authors": "An author",
    "interests": "",
}
NEEDED = [
    "title",
    "summary",
    "modality",
    "duration_minutes",
    "audiences",
    "units",
    "objectives",
    "assessment",
    "points_total",
    "current_practice",
    "patient_care",
    "authors",
]

anything = st.fixed_dictionaries(
    {
        "title": st.text(max_size=5),
        "summary": st.text(max_size=5),
        "modality": st.none() | st.integers(1, 8),
        "duration_minutes": st.none() | st.integers(1, 500),
        "audiences": st.lists(st.sampled_from(["OPTOMETRIST", "DISPENSING_OPTICIAN"]), unique=True),
        "units": st.lists(st.sampled_from(["O1", "O6", "D7", "X9"]), unique=True),
        "objectives": st.lists(st.text(min_size=1, max_size=5), max_size=8),
        "assessment": st.text(max_size=5),
        "ground": st.sampled_from(["NONE", "A", "B", "C"]),
        "interaction": st.text(max_size=5),
        "points_total": st.none() | st.integers(1, 99),
        "points_interactive": st.none() | st.integers(0, 99),
        "peer_review": st.booleans(),
        "current_practice": st.text(max_size=5),
        "patient_care": st.text(max_size=5),
        "authors": st.text(max_size=5),
        "interests": st.text(max_size=5),
    }
)


def found(**changed):
    problems = rules.problems({**COMPLETE, **changed}, AUDIENCE_OF_UNIT)
    return [(problem.section, problem.field) for problem in problems]


def test_problems_of_a_complete_application_are_none():
    assert found() == []


@pytest.mark.parametrize("field", NEEDED)
@pytest.mark.parametrize("nothing", ["", None, []])
def test_problems_name_what_is_missing(field, nothing):
    assert field in [name for _section, name in found(**{field: nothing})]


@pytest.mark.parametrize(
    "changed, expected",
    [
        ({"duration_minutes": 59}, (Section.ABOUT, "duration_minutes")),
        ({"units": ["O1", "D7"]}, (Section.AUDIENCES, "units")),
        ({"units": ["Z1"]}, (Section.AUDIENCES, "units")),
        (
            {"ground": "A", "interaction": "x", "points_interactive": 2},
            (Section.INTERACTIVITY, "points_interactive"),
        ),
        ({"points_interactive": 1}, (Section.INTERACTIVITY, "ground")),
        ({"ground": "B"}, (Section.INTERACTIVITY, "interaction")),
    ],
)
def test_problems_name_what_contradicts(changed, expected):
    assert found(**changed) == [expected]


def test_problems_take_exactly_one_hour():
    assert found(duration_minutes=60) == []


@given(anything)
def test_problems_stand_in_the_section_of_their_field(values):
    for problem in rules.problems(values, AUDIENCE_OF_UNIT):
        assert problem.field in rules.FIELDS[problem.section]


@given(anything)
def test_problems_are_none_only_for_what_can_be_submitted(values):
    if rules.problems(values, AUDIENCE_OF_UNIT):
        return

    assert all(values[field] for field in NEEDED)
    assert values["duration_minutes"] >= 60
    assert {AUDIENCE_OF_UNIT.get(unit) for unit in values["units"]} <= set(values["audiences"])
    assert (values["points_interactive"] or 0) <= values["points_total"]
    assert values["ground"] != "NONE" or not values["points_interactive"]
    assert values["ground"] == "NONE" or values["interaction"]


@given(anything, st.sampled_from(NEEDED))
def test_problems_never_grow_by_answering_what_is_missing(values, field):
    before = rules.problems({**values, field: None}, AUDIENCE_OF_UNIT)

    assert (field, True) in [(problem.field, bool(problem.sentence)) for problem in before]


@given(anything, st.sampled_from(list(Section)))
def test_state_of_a_section_is_completed_only_without_problems(values, section):
    problems = rules.problems(values, AUDIENCE_OF_UNIT)

    state = rules.state_of(section, values, problems)

    own = [problem for problem in problems if problem.section == section]
    assert (state == SectionState.DONE) <= (not own)
    assert (state == SectionState.PROBLEM) == any(values[problem.field] for problem in own)


def state(section, **values):
    empty = {**dict.fromkeys(COMPLETE, None), "ground": "NONE", **values}
    return rules.state_of(section, empty, rules.problems(empty, AUDIENCE_OF_UNIT))


@pytest.mark.parametrize(
    "section, values, expected",
    [
        (Section.LEARNING, {}, SectionState.NOT_STARTED),
        (Section.INTERACTIVITY, {}, SectionState.NOT_STARTED),
        (Section.ABOUT, {"title": "x"}, SectionState.IN_PROGRESS),
        (Section.INTERACTIVITY, {"ground": "A", "points_total": 1}, SectionState.IN_PROGRESS),
        (Section.INTERACTIVITY, {"points_total": 1}, SectionState.DONE),
        (
            Section.INTERACTIVITY,
            {"points_total": 1, "points_interactive": 2},
            SectionState.PROBLEM,
        ),
        (Section.ABOUT, {"title": "x", "duration_minutes": 30}, SectionState.PROBLEM),
    ],
)
def test_state_of_a_section_says_how_far_it_has_come(section, values, expected):
    assert state(section, **values) == expected
