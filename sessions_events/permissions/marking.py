"""What a registrant may say of an event before its points come."""

from datetime import datetime

from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from registrants.permissions import may_instruct
from sessions_events.enums import EventStatus
from sessions_events.models import Event

OFF = frozenset({EventStatus.CANCELLED, EventStatus.NOT_HELD})


def may_book(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """ "I have booked this": up to the end of the event's last day in London."""
    if refusal := may_instruct(actor) or _takes_place(event):
        return refusal
    if london_date(at) > london_date(event.ends_at):
        return Refusal(_("This event is over, so it can no longer be marked."))
    return None


def may_sign_in(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """ "I am attending": on a day of the event in London."""
    if refusal := may_book(actor, event, at=at):
        return refusal
    if london_date(at) < london_date(event.starts_at):
        return Refusal(_("You can sign in on the day of the event."))
    return None


def _takes_place(event: Event) -> Refusal | None:
    if event.status in OFF:
        return Refusal(_("This event does not take place, so it cannot be marked."))
    return None
