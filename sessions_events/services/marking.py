"""A registrant marks an event: booked, or signed in on the day."""

from datetime import datetime

from cet_portal.core.actor import Actor
from cet_portal.core.permissions import require
from registrants import services as register_services
from registrants.enums import MarkKind
from registrants.models import EventMark
from sessions_events.models import Event
from sessions_events.permissions import marking


def mark(*, event: Event, kind: MarkKind, actor: Actor, at: datetime) -> EventMark:
    """With a standing instruction its points are accepted by the portal. Raises `Refused`."""
    may = marking.may_sign_in if kind == MarkKind.SIGNED_IN else marking.may_book
    require(may(actor, event, at=at))
    return register_services.mark_event(
        event_reference=event.ev_number, kind=kind, actor=actor, at=at
    )
