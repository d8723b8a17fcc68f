"""What attending an event would write on the statement of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from cet_portal.scheme.enums import PointKind
from compliance.rules.facts import Entry, Period, Person, Point, changed
from compliance.rules.months import Span, run_in, span_of
from compliance.rules.standards import on_standards
from sessions_events.rules import earning

AS_GENERAL = "general"


class Approval(earning.Approval, Protocol):
    """What an audience earns of a CET."""

    @property
    def peer_review(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Ahead:
    """An event to come. `first`, `last`: its days in London; `own_time`: distance learning, which
    is completed on any of them. `approvals`: by audience. `cost`: as `Offer` has it."""

    key: str
    group: str
    first: date
    last: date
    begins: datetime
    ends: datetime
    own_time: bool
    modality: str
    approvals: Mapping[str, Approval]
    cost: int = 0


def points_of(
    ahead: Ahead, person: Person, period: Period, *, general: bool = False
) -> tuple[Point, ...]:
    """The line that attending writes, as if accepted and reflected on; none if it writes none.

    In one's own time there is one for each day from which on it would be another: the first day
    on the register for the rest of the cycle, that of an entry, of a specialty, and each 1 January.
    Not approved for the audience of the person on the day, outside the cycle, or while not on the
    register: nothing. `general`: specialist points are taken as general ones.
    """
    found: list[Point] = []
    for day in _days(ahead, person, period):
        point = _point_on(day, ahead, person)
        if point and general:
            point = _as_general(point)
        if point and not (found and _alike(found[-1], point)):
            found.append(point)
    return tuple(found)


def _days(ahead: Ahead, person: Person, period: Period) -> list[date]:
    run = run_in(period, person.entries)
    if run is None:
        return []
    if not ahead.own_time:
        return [ahead.last] if ahead.last in run.part else []
    open_ = Span(ahead.first, ahead.last).within(run.part)
    if open_ is None:
        return []
    starts: set[date] = {entry.start for entry in person.entries}
    starts |= {held.start for held in person.specialties}
    starts |= {date(year, 1, 1) for year in range(open_.first.year + 1, open_.last.year + 1)}
    return [open_.first, *sorted(day for day in starts if open_.first < day <= open_.last)]


def _alike(one: Point, other: Point) -> bool:
    """They differ in their day alone, within one year."""
    same_year = one.event_date.year == other.event_date.year
    return same_year and changed(one, event_date=other.event_date) == other


def _point_on(day: date, ahead: Ahead, person: Person) -> Point | None:
    entry = _entry_on(person, day)
    if entry is None:
        return None
    held = [(each.specialty, each.start, each.end) for each in person.specialties]
    there = {each.specialty for each in person.specialties if day in span_of(each)}
    audience = earning.audience_of(entry.profession, there, ahead.approvals)
    if audience is None:
        return None
    approval = ahead.approvals[audience]
    points = earning.earned(
        ahead.approvals, audience, modality=ahead.modality, peer_review=approval.peer_review
    )
    return Point(
        reference=ahead.key,
        event_date=day,
        accepted=True,
        number=entry.number,
        kind=points.kind,
        specialty=earning.specialty_on(audience, points.kind, held, day),
        total=points.total,
        interactive=points.interactive,
        units=points.units,
        peer_review=points.peer_review,
        reflection=True,
        standards_of_practice=on_standards(points.units),
    )


def _as_general(point: Point) -> Point | None:
    if point.kind != PointKind.SPECIALIST:
        return None
    return changed(point, kind=PointKind.GENERAL, specialty="")


def _entry_on(person: Person, day: date) -> Entry | None:
    there = (entry for entry in person.entries if day in span_of(entry))
    return max(there, key=lambda entry: entry.start, default=None)
