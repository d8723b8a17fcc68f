"""How a provider's events appear in the public directory, and which do not."""

from datetime import datetime

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from sessions_events.queries.events import events_visible_to
from sessions_events.queries.published import upcoming
from sessions_events.queries.sessions import sessions_visible_to


def listed(actor: Actor, at: datetime):
    """The actor's events that the directory shows to everybody."""
    return upcoming(at).filter(pk__in=events_visible_to(actor).values("pk"))


def not_listed(actor: Actor, at: datetime):
    """The actor's events that have not ended and that the directory does not show."""
    shown = upcoming(at).order_by().values("pk")
    rows = events_visible_to(actor).filter(ends_at__gt=at).exclude(pk__in=shown)
    return rows.order_by("starts_at", "pk")


def empty_sessions(actor: Actor, at: datetime):
    """The actor's sessions to come that hold no event."""
    rows = sessions_visible_to(actor).filter(end__gte=london_date(at), event_count=0)
    return rows.order_by("start", "pk")
