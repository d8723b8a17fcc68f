"""Words about an event for people who might come."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.clock import london_date
from sessions_events.enums import EventStatus
from sessions_events.models import Event, Session
from sessions_events.queries.collisions import collisions

S = EventStatus
# What a filter is called where a sentence says which one emptied a list.
FILTER_NAMES = {
    "text": gettext_lazy("the words"),
    "audience": gettext_lazy("the audience"),
    "unit": gettext_lazy("the competency unit"),
    "modality": gettext_lazy("the way of learning"),
    "interactive": gettext_lazy("the interactive points"),
    "how": gettext_lazy("how to take part"),
    "dates": gettext_lazy("the dates"),
    "region": gettext_lazy("the region"),
    "place": gettext_lazy("the place"),
}
CALLED_OFF = (S.CANCELLED, S.NOT_HELD)


def place_words(session: Session) -> str:
    """Venue, address and town in one line, or that it is online."""
    if session.online:
        return _("Online")
    lines = [session.venue, *session.address.splitlines(), session.town]
    parts = dict.fromkeys(line.strip(" ,") for line in lines)
    return ", ".join(part for part in parts if part)


def with_last_day_to_accept(events: Iterable[Event]) -> list[Event]:
    """The same events with `accept_by`: the end of the cycle, where the time to upload runs past
    it (decisions.md 21); else None."""
    ends, found = collisions(), list(events)
    for event in found:
        standing = event.status not in CALLED_OFF
        event.accept_by = ends.on(london_date(event.ends_at)) if standing else None
    return found


def standing_for_visitors(event: Event, at: datetime) -> tuple[str, str]:
    """How the event stands: a status for its colour, and words. Nothing while it is to come."""
    if event.status in CALLED_OFF:
        return event.status, str(event.get_status_display())
    if event.ends_at <= at:
        return "", _("Over")
    if event.starts_at <= at:
        return "", _("Open now") if event.is_distance_learning else _("Has begun")
    return "", ""
