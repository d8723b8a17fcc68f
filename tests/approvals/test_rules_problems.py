"""What stands against submitting an application, and what is only unusual."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals import rules
from approvals.enums import Section
from tests.approvals.applications import (
    FILE,
    GROUND_A,
    GROUND_B,
    GROUND_C,
    REFERENCE,
    TEXT,
    VIDEO,
    anything,
    found,
    modality,
    problems,
)

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
    "contributors",
]


def test_a_complete_application_has_none():
    assert problems() == []


@pytest.mark.parametrize("field", NEEDED)
@pytest.mark.parametrize("nothing", ["", None, []])
def test_what_is_missing_is_named(field, nothing):
    assert field in [name for _section, name in found(**{field: nothing})]


@pytest.mark.parametrize(
    "changed, expected",
    [
        ({"duration_minutes": 59}, (Section.ABOUT, "duration_minutes")),
        ({"units": ["O1", "D7"]}, (Section.AUDIENCES, "units")),
        ({"units": ["O1", "Z1"]}, (Section.AUDIENCES, "units")),
        (
            {"audiences": ["OPTOMETRIST", "DISPENSING_OPTICIAN"]},
            (Section.AUDIENCES, "units"),
        ),
        ({"objectives": [{"text": "x", "units": []}]}, (Section.LEARNING, "objectives")),
        (
            {"objectives": [{"text": "x", "units": ["O1", "O6"]}]},
            (Section.LEARNING, "objectives"),
        ),
        ({"units": ["O1", "O6"]}, (Section.LEARNING, "objectives")),
        ({"points_interactive": 1}, (Section.INTERACTIVITY, "ground")),
        (GROUND_A | {"points_interactive": 2}, (Section.POINTS, "points_interactive")),
        ({"modality": TEXT, "attachments": []}, (Section.ATTACHMENTS, "attachments")),
        (
            {"modality": TEXT, "attachments": [FILE], **GROUND_C},
            (Section.INTERACTIVITY, "ground"),
        ),
        (
            {"modality": TEXT, "attachments": [FILE], **GROUND_A},
            (Section.INTERACTIVITY, "ground"),
        ),
        (
            {"modality": VIDEO, "attachments": [FILE], **GROUND_A},
            (Section.INTERACTIVITY, "ground"),
        ),
        (GROUND_C, (Section.INTERACTIVITY, "ground")),
        ({"points_specialist": 1}, (Section.POINTS, "points_specialist")),
        ({"peer_review": True}, (Section.POINTS, "peer_review")),
        (
            {"modality": TEXT, "attachments": [FILE], "peer_review": True, **GROUND_B},
            (Section.POINTS, "peer_review"),
        ),
        (
            {"contributors": [{"name": "Ada", "qualifications": " ", "part": "AUTHOR"}]},
            (Section.PEOPLE, "contributors"),
        ),
    ],
)
def test_what_contradicts_the_rules_is_named(changed, expected):
    wrong = rules.errors(problems(**changed))

    assert expected in [(problem.section, problem.field) for problem in wrong]
    assert {problem.section for problem in wrong} <= {expected[0], Section.LEARNING}


@pytest.mark.parametrize(
    "changed",
    [
        {"duration_minutes": 60},
        GROUND_A,
        GROUND_A | {"peer_review": True},
        {"modality": TEXT, "attachments": [FILE]},
        {"modality": TEXT, "attachments": [FILE], **GROUND_B},
        {"modality": VIDEO, "attachments": [FILE], **GROUND_B},
        {"modality": VIDEO, "attachments": [FILE], **GROUND_C},
        {
            "audiences": ["OPTOMETRIST", "CONTACT_LENS_OPTICIAN"],
            "units": ["O1", "C4"],
            "objectives": [{"text": "x", "units": ["O1"]}, {"text": "y", "units": ["C4"]}],
            "points_specialist": 1,
        },
    ],
)
def test_what_keeps_the_rules_is_not_named(changed):
    assert problems(**changed) == []


@pytest.mark.parametrize(
    "complete, way",
    [(GROUND_A, modality()), (GROUND_B, VIDEO), (GROUND_C, VIDEO)],
)
def test_a_ground_needs_each_of_its_answers_and_no_other(complete, way):
    answers = rules.ASKED_FOR_GROUND[complete["ground"]]
    rest = {"modality": way, "attachments": [FILE]}

    for field in answers:
        assert found(**complete | rest | {field: ""}) == [(Section.INTERACTIVITY, field)]
    assert found(**complete | rest) == []


@pytest.mark.parametrize(
    "changed, field",
    [
        ({"points_total": 4}, "points_total"),
        ({"points_total": 1, "modality": modality(least=2)}, "points_total"),
        (GROUND_A | {"points_interactive": 0}, "points_interactive"),
    ],
)
def test_what_is_only_unusual_lets_submit(changed, field):
    (unusual,) = problems(**changed)

    assert (unusual.section, unusual.field) == (Section.POINTS, field)
    assert rules.errors([unusual]) == []


def test_specialist_points_are_part_of_the_total():
    wrong = problems(
        audiences=["CONTACT_LENS_OPTICIAN"],
        units=["C4"],
        objectives=[{"text": "x", "units": ["C4"]}],
        points_specialist=2,
    )

    assert [problem.field for problem in wrong] == ["points_specialist"]


def test_text_by_another_ground_cites_option_b():
    (wrong,) = problems(modality=TEXT, attachments=[FILE], **GROUND_C)

    assert "under option B, or not at all" in str(wrong.sentence)
    assert "option B only" in str(wrong.rule)


def test_whose_qualifications_are_missing_is_said():
    people = [
        {"name": "Ada", "qualifications": "optometrist", "part": "AUTHOR"},
        {"name": "Bo", "qualifications": "", "part": "PRESENTER"},
    ]
    [problem] = problems(contributors=people)

    assert (str(problem.sentence), problem.place) == ("Give the qualifications of Bo", "2")


def test_the_guide_is_said_in_the_warning():
    (unusual,) = problems(points_total=4)

    assert (
        str(unusual.sentence) == "“Workshop” usually earns 1 to 3 points, and you ask for 4 points"
    )


@given(anything)
def test_each_stands_in_the_section_of_its_field_and_cites_its_rule(values):
    for problem in rules.problems(values, REFERENCE):
        assert problem.field in rules.FIELDS[problem.section]
        assert str(problem.sentence)
        assert str(problem.rule)


@given(anything)
def test_none_is_said_twice_and_all_are_in_the_order_asked(values):
    every = rules.problems(values, REFERENCE)

    assert len({(problem.field, str(problem.sentence)) for problem in every}) == len(every)
    order = [list(rules.FIELDS).index(problem.section) for problem in every]
    assert order == sorted(order)


@given(anything)
def test_without_errors_everything_holds(values):
    if rules.errors(rules.problems(values, REFERENCE)):
        return

    audience_of = REFERENCE.audience_of_unit
    assert all(values[field] for field in NEEDED)
    assert values["duration_minutes"] >= 60
    assert {audience_of.get(unit) for unit in values["units"]} == set(values["audiences"])
    served = [set(each["units"]) for each in values["objectives"]]
    assert all(served)
    assert set().union(*served) == set(values["units"])
    assert (values["points_interactive"] or 0) <= values["points_total"]
    assert (values["points_specialist"] or 0) <= values["points_total"]
    if values["ground"] != "NONE":
        assert values["ground"] in values["modality"]["grounds"]
        assert all(values[field] for field in rules.ASKED_FOR_GROUND[values["ground"]])
    else:
        assert not values["points_interactive"]


@given(anything, st.sampled_from(NEEDED))
def test_a_needed_field_without_an_answer_is_always_an_error(values, field):
    wrong = rules.errors(rules.problems({**values, field: None}, REFERENCE))

    assert field in [problem.field for problem in wrong]


@given(anything)
def test_what_was_answered_for_another_ground_changes_nothing(values):
    submitted = rules.as_submitted(values)

    assert rules.problems(submitted, REFERENCE) == rules.problems(values, REFERENCE)
    assert rules.as_submitted(submitted) == submitted
