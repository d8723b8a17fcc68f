"""A person and an assessment as JSON, as contracts/assess.md has them under "In" and "Out"."""

from typing import Any

import msgspec

from compliance.enums import NotCounted
from compliance.rules.facts import Person, Point
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


def in_full(assessment: Assessment) -> dict[str, Any]:
    """As `plain`, and for each requirement the points that went into it and the units that are
    missing; for each point that does not count the reason in words."""
    found = plain(assessment)
    for said, each in zip(found["requirements"], assessment.requirements, strict=True):
        said["satisfied_by"] = each.satisfied_by
        said["units_missing"] = each.units_missing
    for said in found["not_counted"]:
        said["words"] = str(NotCounted(said["reason"]).label)
    return found


def plain_person(person: Person) -> dict[str, Any]:
    """What is judged, as the command reads it."""
    return {
        "entries": msgspec.to_builtins(person.entries),
        "specialties": msgspec.to_builtins(person.specialties),
        "points": [_point(each) for each in person.points],
    }


def _point(point: Point) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(point)
    return found | {"specialty": point.specialty or None}
