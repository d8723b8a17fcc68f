"""Plain values of an application for tests of its rules."""

from typing import Any

from hypothesis import strategies as st

from approvals import rules

REFERENCE = rules.Reference(
    audience_of_unit={
        "O1": "OPTOMETRIST",
        "O6": "OPTOMETRIST",
        "D7": "DISPENSING_OPTICIAN",
        "C4": "CONTACT_LENS_OPTICIAN",
    },
    specialist_audiences={"CONTACT_LENS_OPTICIAN", "THERAPEUTIC_PRESCRIBER"},
)


def modality(code: str = "WORKSHOP", **changed: Any) -> dict[str, Any]:
    """A way of learning as a submission keeps it."""
    return {
        "code": code,
        "name": code.capitalize(),
        "distance": False,
        "text_based": False,
        "needs_attachment": False,
        "least": 1,
        "most": 3,
        "grounds": "A",
        **changed,
    }


TEXT = modality("TEXT", distance=True, text_based=True, needs_attachment=True, grounds="B")
VIDEO = modality("VIDEO", distance=True, needs_attachment=True, grounds="BC")

COMPLETE: dict[str, Any] = {
    "title": "Dry eye",
    "summary": "About dry eye.",
    "modality": modality(),
    "duration_minutes": 60,
    "audiences": ["OPTOMETRIST"],
    "units": ["O1"],
    "objectives": [{"text": "Know it", "units": ["O1"]}],
    "assessment": "Questions",
    "ground": "NONE",
    "interaction": "",
    "feedback": "",
    "stimulus_format": "",
    "stimulus": "",
    "engagement": "",
    "peer_qualification": "",
    "channel": "",
    "points_total": 1,
    "points_interactive": 0,
    "points_specialist": 0,
    "peer_review": False,
    "current_practice": "Guidance",
    "patient_care": "Better care",
    "contributors": [{"name": "An author", "qualifications": "optometrist", "part": "AUTHOR"}],
    "sponsor": "",
    "interests": "",
    "attachments": [],
    "fast_track": False,
}
# Each ground with everything that it asks.
GROUND_A = {"ground": "A", "interaction": "In groups", "points_interactive": 1}
GROUND_B = {
    "ground": "B",
    "feedback": "By a tutor",
    "stimulus_format": "WORKBOOK",
    "stimulus": "A workbook",
    "engagement": "FORUM",
    "points_interactive": 1,
}
GROUND_C = {
    "ground": "C",
    "interaction": "In rooms",
    "peer_qualification": "An optometrist",
    "channel": "Video",
    "points_interactive": 1,
}
FILE = {"id": 1, "name": "text.pdf", "kind": "TEXT", "size": 1, "sha256": "0"}

_text = st.text(max_size=3)
_units = st.lists(st.sampled_from(["O1", "O6", "D7", "C4", "X9"]), unique=True)
_points = st.none() | st.integers(0, 9)

anything = st.fixed_dictionaries(
    {
        **{name: _text for name, value in COMPLETE.items() if isinstance(value, str)},
        "modality": st.sampled_from([None, modality(), TEXT, VIDEO]),
        "duration_minutes": st.none() | st.integers(1, 500),
        "audiences": st.lists(
            st.sampled_from(["OPTOMETRIST", "DISPENSING_OPTICIAN", "CONTACT_LENS_OPTICIAN"]),
            unique=True,
        ),
        "units": _units,
        "objectives": st.lists(
            st.fixed_dictionaries({"text": st.text(min_size=1, max_size=3), "units": _units}),
            max_size=3,
        ),
        "ground": st.sampled_from(["NONE", "A", "B", "C"]),
        "points_total": _points,
        "points_interactive": _points,
        "points_specialist": _points,
        "peer_review": st.booleans(),
        "contributors": st.sampled_from([[], COMPLETE["contributors"]]),
        "attachments": st.sampled_from([[], [FILE]]),
        "fast_track": st.booleans(),
    }
)


def problems(**changed: Any) -> list[rules.Problem]:
    """What stands against the complete application with these changes."""
    return rules.problems({**COMPLETE, **changed}, REFERENCE)


def found(**changed: Any) -> list[tuple[str, str]]:
    """The same, as section and field."""
    return [(problem.section, problem.field) for problem in problems(**changed)]
