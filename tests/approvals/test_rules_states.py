"""How far a section has come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals import rules
from approvals.enums import Section, SectionState
from tests.approvals.applications import (
    COMPLETE,
    GROUND_B,
    GROUND_C,
    REFERENCE,
    TEXT,
    anything,
    modality,
)


def state(section, *, saved=(), **values):
    empty = {**dict.fromkeys(COMPLETE), "ground": "NONE", **values}
    return rules.state_of(section, empty, rules.problems(empty, REFERENCE), saved=saved)


@pytest.mark.parametrize(
    "section, values, expected",
    [
        (Section.LEARNING, {}, SectionState.NOT_STARTED),
        (Section.INTERACTIVITY, {}, SectionState.NOT_STARTED),
        (Section.ATTACHMENTS, {}, SectionState.NOT_STARTED),
        (Section.ATTACHMENTS, {"modality": TEXT}, SectionState.PROBLEM),
        (
            Section.ATTACHMENTS,
            {"modality": TEXT, "attachments": [{"name": "a.pdf"}]},
            SectionState.DONE,
        ),
        (Section.ABOUT, {"title": "x"}, SectionState.IN_PROGRESS),
        (Section.POINTS, {"points_total": 1}, SectionState.DONE),
        (Section.INTERACTIVITY, {"ground": "A"}, SectionState.IN_PROGRESS),
        (Section.INTERACTIVITY, {"ground": "A", "interaction": "x"}, SectionState.DONE),
        (Section.INTERACTIVITY, {"modality": modality(), **GROUND_C}, SectionState.PROBLEM),
        (Section.INTERACTIVITY, {"points_interactive": 1}, SectionState.PROBLEM),
        (Section.POINTS, {"points_total": 1, "points_interactive": 2}, SectionState.PROBLEM),
        (Section.ABOUT, {"title": "x", "duration_minutes": 30}, SectionState.PROBLEM),
        (Section.POINTS, {"points_total": 9, "modality": modality()}, SectionState.DONE),
        (
            Section.PEOPLE,
            {"contributors": [{"name": "Ada", "qualifications": "", "part": "AUTHOR"}]},
            SectionState.IN_PROGRESS,
        ),
    ],
)
def test_state_says_how_far_it_has_come(section, values, expected):
    assert state(section, **values) == expected


@pytest.mark.parametrize("section", [Section.INTERACTIVITY, Section.ATTACHMENTS, Section.SPEED])
def test_no_is_an_answer_once_it_was_saved(section):
    assert state(section) == SectionState.NOT_STARTED
    assert state(section, saved=[section]) == SectionState.DONE


def test_saved_without_what_is_needed_is_in_progress():
    assert state(Section.LEARNING, saved=[Section.LEARNING]) == SectionState.IN_PROGRESS


@given(anything, st.sampled_from(list(Section)), st.booleans())
def test_a_section_is_completed_only_without_errors(values, section, saved):
    problems = rules.problems(values, REFERENCE)

    found = rules.state_of(section, values, problems, saved=[section] if saved else [])

    own = [problem for problem in rules.errors(problems) if problem.section == section]
    assert (found == SectionState.DONE) <= (not own)
    assert (found == SectionState.PROBLEM) == any(
        problem.is_contradiction or (values[problem.field] and not problem.is_missing)
        for problem in own
    )


def test_a_ground_asks_its_questions_and_no_others():
    asked = rules.asked(Section.INTERACTIVITY, {**COMPLETE, **GROUND_B})

    assert asked == ("ground", "feedback", "stimulus_format", "stimulus", "engagement")
    assert rules.asked(Section.INTERACTIVITY, COMPLETE) == ("ground",)
    assert rules.asked(Section.ABOUT, COMPLETE) == rules.FIELDS[Section.ABOUT]
