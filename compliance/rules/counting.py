"""Which points count."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from cet_portal.scheme.enums import PointKind
from compliance.enums import NotCounted
from compliance.rules.facts import Held, Period, Point
from compliance.rules.months import Run, span_of
from compliance.rules.numbers import Figures
from compliance.rules.result import NotCountedPoint
from compliance.rules.specialties import groups_in

# How the names of the enhanced scheme's versions begin.
ENHANCED = "ENHANCED_"
GENERAL = PointKind.GENERAL.value
SPECIALIST = PointKind.SPECIALIST.value

NOT_ACCEPTED = NotCounted.NOT_ACCEPTED
OUTSIDE_CYCLE = NotCounted.OUTSIDE_CYCLE
OUTSIDE_REGISTRATION = NotCounted.OUTSIDE_REGISTRATION
OTHER_NUMBER = NotCounted.OTHER_NUMBER
SPECIALTY_NOT_HELD = NotCounted.SPECIALTY_NOT_HELD
NO_REFLECTION = NotCounted.NO_REFLECTION


class Count(Struct, frozen=True):
    """The points that count, and the others with their reasons, each in the order given."""

    counted: tuple[Point, ...]
    not_counted: tuple[NotCountedPoint, ...]


def count(
    points: Iterable[Point],
    *,
    period: Period,
    run: Run | None,
    held: Mapping[str, Sequence[Held]],
    as_at: date,
    figures: Figures,
) -> Count:
    """Sort the points of a person into those that count and those that do not.

    `held`: what was held, by the name under which it is counted.
    """
    first, last = period.first_day, min(period.last_day, as_at)
    # Without a run no day lies in it.
    entered, left = (run.part.first, run.part.last) if run else (date.max, date.min)
    numbers = run.numbers if run else frozenset()
    groups, needs_reflection = groups_in(figures), figures.needs_reflection
    since, until = max(first, entered), min(last, left)
    counted: list[Point] = []
    not_counted: list[NotCountedPoint] = []
    for point in points:
        # Nearly every point is plain and counts: asked in one go, before why another does not.
        if (
            point.accepted
            and since <= point.event_date <= until
            and point.kind == GENERAL
            and not point.peer_review
            and point.number in numbers
        ):
            counted.append(point)
            continue
        if not point.accepted:
            reason = NOT_ACCEPTED
        elif not first <= point.event_date <= last:
            reason = OUTSIDE_CYCLE
        elif not entered <= point.event_date <= left:
            reason = OUTSIDE_REGISTRATION
        elif point.number not in numbers:
            reason = OTHER_NUMBER
        elif point.kind == SPECIALIST and not _held_on_the_day(point, groups, held):
            reason = SPECIALTY_NOT_HELD
        elif point.peer_review and needs_reflection and not point.reflection:
            reason = NO_REFLECTION
        else:
            counted.append(point)
            continue
        not_counted.append(NotCountedPoint(point.reference, reason))
    return Count(tuple(counted), tuple(not_counted))


def _held_on_the_day(
    point: Point, groups: Mapping[str, str], held: Mapping[str, Sequence[Held]]
) -> bool:
    group = groups.get(point.specialty or "", "")
    return any(point.event_date in span_of(each) for each in held.get(group, ()))
