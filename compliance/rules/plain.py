"""An assessment as JSON, as contracts/assess.md writes it down under "Out"."""

from typing import Any

from compliance.rules.result import Assessment, Requirement


def plain(assessment: Assessment) -> dict[str, Any]:
    """Everything but the `id`, which is the caller's."""
    return {
        "scheme": assessment.scheme,
        "met": assessment.met,
        "requirements": [_requirement(each) for each in assessment.requirements],
        "counted": assessment.counted,
        "not_counted": [
            {"reference": each.reference, "reason": each.reason} for each in assessment.not_counted
        ],
    }


def _requirement(requirement: Requirement) -> dict[str, Any]:
    short = requirement.shortfall
    return {
        "code": requirement.code,
        "specialty": requirement.specialty,
        "year": requirement.year,
        "required": requirement.required,
        "obtained": requirement.obtained,
        "shortfall": short,
        "met": short == 0,
        "advisory": requirement.advisory,
        "rule": requirement.rule,
        "explanation": requirement.explanation,
    }
