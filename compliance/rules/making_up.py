"""Making up a shortfall of the old scheme by 15 March, each point used once: pure.

Rules 15(5), 23(3)(b) and 24 of the CET Rules 2005; domain.md 5.3 and E32 to E34. The enhanced
scheme has no such time: the end of its cycle is final.
"""

from dataclasses import dataclass
from datetime import timedelta

from cet_portal.scheme.enums import PointKind
from compliance.enums import RequirementCode
from compliance.rules.assessing import assess
from compliance.rules.exceptions import group_of
from compliance.rules.facts import Period, Person, Point
from compliance.rules.result import Assessment, Requirement
from compliance.rules.timetable import make_up_until

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Use:
    """So many points of a line cure the shortfall of a requirement."""

    reference: str
    code: str
    specialty: str | None
    used: int


@dataclass(frozen=True, slots=True)
class MadeUp:
    """What was used, and the requirements that are short all the same with what is missing."""

    uses: tuple[Use, ...] = ()
    missing: tuple[tuple[Requirement, int], ...] = ()


def make_up(person: Person, period: Period, found: Assessment) -> MadeUp:
    """What accepted points from the cycle's end to 15 March make of the shortfalls of `found`.

    The earliest first, and no more of a line than is missing: the rest counts for the next cycle.
    """
    short = [each for each in found.requirements if not each.advisory and not each.met]
    lines = _usable(person, period) if short else []
    uses: list[Use] = []
    missing: list[tuple[Requirement, int]] = []
    for requirement in short:
        left = requirement.shortfall
        for point in (each for each in lines if _serves(each, requirement)):
            if left:
                used = min(left, point.total)
                uses.append(Use(point.reference, requirement.code, requirement.specialty, used))
                left -= used
        if left:
            missing.append((requirement, left))
    return MadeUp(tuple(uses), tuple(missing))


def _usable(person: Person, period: Period) -> list[Point]:
    """Points that would count between the cycle's end and the last day, the earliest first."""
    until = make_up_until(period)
    if until is None:
        return []
    after = Period(period.name, period.last_day + ONE_DAY, until, period.scheme)
    counted = set(assess(person, after).counted)
    lines = [point for point in person.points if point.reference in counted]
    return sorted(lines, key=lambda point: (point.event_date, point.reference))


def _serves(point: Point, requirement: Requirement) -> bool:
    if requirement.code == RequirementCode.GENERAL_POINTS:
        return point.kind == PointKind.GENERAL
    if requirement.code == RequirementCode.SPECIALIST_POINTS and requirement.specialty:
        return point.kind == PointKind.SPECIALIST and point.specialty in group_of(
            requirement.specialty
        )
    return False
