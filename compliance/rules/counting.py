"""Which points count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cet_portal.scheme.enums import THERAPEUTIC, PointKind
from compliance.enums import NotCounted
from compliance.rules.facts import Held, Period, Point
from compliance.rules.months import Run, span_of
from compliance.rules.result import NotCountedPoint

INITIAL = "INITIAL_2005"
ENHANCED = "ENHANCED_"


@dataclass(frozen=True, slots=True)
class Count:
    """The points that count, and the others with their reasons, each in the order given."""

    counted: tuple[Point, ...]
    not_counted: tuple[NotCountedPoint, ...]

    def total_of(self, kind: str) -> int:
        """The points of one kind."""
        return sum(point.total for point in self.counted if point.kind == kind)


def count(
    points: Iterable[Point], *, period: Period, run: Run | None, held: Iterable[Held], as_at: date
) -> Count:
    """Sort the points of a person into those that count and those that do not."""
    held = tuple(held)
    counted, not_counted = [], []
    for point in points:
        reason = _reason_against(point, period, run, held, as_at)
        if reason is None:
            counted.append(point)
        else:
            not_counted.append(NotCountedPoint(point.reference, reason))
    return Count(tuple(counted), tuple(not_counted))


def _reason_against(
    point: Point, period: Period, run: Run | None, held: tuple[Held, ...], as_at: date
) -> NotCounted | None:
    if not point.accepted:
        return NotCounted.NOT_ACCEPTED
    if not period.first_day <= point.event_date <= min(period.last_day, as_at):
        return NotCounted.OUTSIDE_CYCLE
    if run is None or point.event_date not in run.part:
        return NotCounted.OUTSIDE_REGISTRATION
    if point.number not in run.numbers:
        return NotCounted.OTHER_NUMBER
    return _reason_of_its_kind(point, period, held)


def _reason_of_its_kind(point: Point, period: Period, held: tuple[Held, ...]) -> NotCounted | None:
    if point.kind == PointKind.SPECIALIST and not _held_on_the_day(point, period, held):
        return NotCounted.SPECIALTY_NOT_HELD
    if period.scheme.startswith(ENHANCED) and point.peer_review and not point.reflection:
        return NotCounted.NO_REFLECTION
    return None


def _held_on_the_day(point: Point, period: Period, held: tuple[Held, ...]) -> bool:
    # From 2007 the three therapeutic specialties are one.
    grouped = point.specialty in THERAPEUTIC and period.scheme != INITIAL
    group = THERAPEUTIC if grouped else {point.specialty}
    return any(each.specialty in group and point.event_date in span_of(each) for each in held)
