"""A person and an assessment as JSON, as contracts/assess.md has them under "In" and "Out"."""

from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from compliance.enums import NotCounted
from compliance.rules.facts import Person, Point
from compliance.rules.result import Assessment, Requirement

# Requirements that are kept as text: a register has few different sums.
KEPT = 20_000
_encode = msgspec.json.Encoder().encode


def plain(assessment: Assessment) -> dict[str, Any]:
    """Everything but the `id`, which is the caller's."""
    return {
        "scheme": assessment.scheme,
        "met": assessment.met,
        "requirements": [_requirement(_told(each)) for each in assessment.requirements],
        "counted": assessment.counted,
        "not_counted": [
            {"reference": each.reference, "reason": each.reason} for each in assessment.not_counted
        ],
    }


def written(identity: str | int | None, assessment: Assessment, *, met: bool) -> bytes:
    """The same with the `id` in front, as a line of JSON without its end; `met` as it says."""
    return _encode(
        {
            "id": identity,
            "scheme": assessment.scheme,
            "met": met,
            "requirements": [_text(_told(each)) for each in assessment.requirements],
            "counted": assessment.counted,
            "not_counted": assessment.not_counted,
        }
    )


class _Told(NamedTuple):
    """All that is told of a requirement, and nothing that is worked out of it."""

    code: str
    specialty: str | None
    year: int | None
    required: int
    obtained: int
    advisory: bool
    rule: str
    explanation: str


def _told(one: Requirement) -> _Told:
    return _Told(
        one.code,
        one.specialty,
        one.year,
        one.required,
        one.obtained,
        one.advisory,
        one.rule,
        one.explanation,
    )


@lru_cache(maxsize=KEPT)
def _text(told: _Told) -> msgspec.Raw:
    return msgspec.Raw(_encode(_requirement(told)))


def _requirement(told: _Told) -> dict[str, Any]:
    short = max(0, told.required - told.obtained)
    return {
        "code": told.code,
        "specialty": told.specialty,
        "year": told.year,
        "required": told.required,
        "obtained": told.obtained,
        "shortfall": short,
        "met": short == 0,
        "advisory": told.advisory,
        "rule": told.rule,
        "explanation": told.explanation,
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
        # In the order in which they are used up.
        "voluntary": {
            "general": person.voluntary.general,
            "specialist": dict(person.voluntary.specialist),
        },
    }


def _point(point: Point) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(point)
    return found | {"specialty": point.specialty or None}
