"""What attending an event would write on the statement of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from cet_portal.scheme.enums import PointKind
from compliance.rules.facts import Entry, Period, Person, Point, changed
from compliance.rules.months import run_in, span_of
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


def point_of(
    ahead: Ahead, person: Person, period: Period, *, general: bool = False
) -> Point | None:
    """The line that attending writes, as if accepted and reflected on; None if it writes none.

    In one's own time the first day counts on which the person is on the register for the rest of
    the cycle. Not approved for the audience of the person on the day, outside the cycle, or while
    not on the register: nothing. `general`: specialist points are taken as general ones.
    """
    day = _day(ahead, person, period)
    entry = _entry_on(person, day) if day else None
    if day is None or entry is None:
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
    point = Point(
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
    if not general:
        return point
    if point.kind != PointKind.SPECIALIST:
        return None
    return changed(point, kind=PointKind.GENERAL, specialty="")


def _day(ahead: Ahead, person: Person, period: Period) -> date | None:
    run = run_in(period, person.entries)
    if run is None:
        return None
    day = max(ahead.first, run.part.first) if ahead.own_time else ahead.last
    return day if day in run.part and day <= ahead.last else None


def _entry_on(person: Person, day: date) -> Entry | None:
    there = (entry for entry in person.entries if day in span_of(entry))
    return max(there, key=lambda entry: entry.start, default=None)
