"""What stands against a decision, and what is only unusual about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals import rules

CRITERIA = [("OBJECTIVES", False)]
JUDGED = [rules.Judged("OBJECTIVES", "MET", "")]
AUDIENCE_OF_UNIT = {"O1": "OPTOMETRIST", "D7": "DISPENSING_OPTICIAN"}
GUIDE = rules.PointsGuide("Lecture", least=1, most=3, asked=2)


def approved(**changed):
    return rules.AudienceOutcome(
        **{"audience": "OPTOMETRIST", "approved": True, "total": 2, "units": ["O1"], **changed}
    )


def said(outcome, *, is_interactive=True):
    found = rules.against(
        [outcome],
        JUDGED,
        criteria=CRITERIA,
        asked=["OPTOMETRIST"],
        audience_of_unit=AUDIENCE_OF_UNIT,
        is_interactive=is_interactive,
    )
    return [str(sentence) for _place, sentence in found]


def test_nothing_stands_against_what_fits():
    assert said(approved(interactive=1)) == []


@pytest.mark.parametrize("unit", ["D7", "X99"])
def test_units_belong_to_the_audience(unit):
    assert said(approved(units=["O1", unit])) == [
        f"Competency unit {unit} does not belong to this audience."
    ]


def test_interactive_points_need_a_ground():
    assert said(approved(interactive=1), is_interactive=False) == [
        "The application gives no ground on which the CET is interactive, so there are no "
        "interactive points."
    ]
    assert said(approved(), is_interactive=False) == []


@pytest.mark.parametrize("total", [1, 2])
def test_points_within_the_guide_and_as_asked_for_are_not_remarked_on(total):
    assert rules.remarks([approved(total=total)], GUIDE) == []


@pytest.mark.parametrize(
    "total, sentences",
    [
        (3, ["3 points are more than the 2 asked for."]),
        (
            50,
            [
                "“Lecture” usually earns 1 to 3 points, and you give 50 points.",
                "50 points are more than the 2 asked for.",
            ],
        ),
    ],
)
def test_unusual_points_are_remarked_on(total, sentences):
    assert rules.remarks([approved(total=total)], GUIDE) == [
        ("OPTOMETRIST", sentence) for sentence in sentences
    ]


def test_what_is_rejected_is_not_remarked_on():
    assert rules.remarks([rules.AudienceOutcome("OPTOMETRIST", approved=False)], GUIDE) == []


@given(st.integers(1, 99), st.integers(1, 99), st.integers(0, 5), st.integers(1, 99))
def test_a_remark_says_exactly_what_is_unusual(total, least, more, asked):
    guide = rules.PointsGuide("Lecture", least=least, most=least + more, asked=asked)

    found = rules.remarks([approved(total=total)], guide)

    outside = not least <= total <= least + more
    assert len(found) == outside + (total > asked)
