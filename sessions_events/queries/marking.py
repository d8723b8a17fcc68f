"""Events that a registrant marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from cet_portal.core.actor import Actor
from registrants import queries as register_queries
from registrants.models import EventMark, PointEntry
from sessions_events.models import Event


@dataclass(frozen=True, slots=True)
class MarkedEvent:
    """A mark with its event, and the points that came of it."""

    mark: EventMark
    event: Event
    points: PointEntry | None


def mark_on(actor: Actor, ev_number: str) -> EventMark | None:
    """One's own mark on this event."""
    if actor.person_id is None:
        return None
    return register_queries.marks_of(actor).filter(event_reference=ev_number).first()


def marked(actor: Actor, marks: Iterable[EventMark]) -> list[MarkedEvent]:
    """These marks of one's own with what belongs to them, in two queries."""
    marks = list(marks)
    numbers = {mark.event_reference for mark in marks}
    events = Event.objects.filter(ev_number__in=numbers).select_related(
        "application", "provider", "session"
    )
    found = {event.ev_number: event for event in events}
    lines = register_queries.statement_of(actor).filter(event_reference__in=numbers)
    # The newest line of an event comes first; an older one was taken back.
    points = {line.event_reference: line for line in reversed(list(lines))}
    return [
        MarkedEvent(mark, found[mark.event_reference], points.get(mark.event_reference))
        for mark in marks
        if mark.event_reference in found
    ]
