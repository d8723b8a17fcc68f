"""Events that do not take place: cancelled before, or said afterwards."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from cet_portal.core.notifications import send_all
from cet_portal.core.permissions import Refusal, Refused
from sessions_events import notifications, workflow
from sessions_events.models import Event
from sessions_events.services.certifying.withdrawing import withdraw_all_certificates
from sessions_events.services.owing import duties


@transaction.atomic
def cancel_event(*, event: Event, reason: str, actor: Actor, at: datetime) -> Event:
    """Before it begins; it owes nothing, and the directory says that it is cancelled.

    The provider's other people are told. Refused without a reason.
    """
    return _call_off(
        event, "cancel", notifications.EventCancelled, reason=reason, actor=actor, at=at
    )


@transaction.atomic
def say_not_held(*, event: Event, reason: str, actor: Actor, at: datetime) -> Event:
    """After it would have begun: it did not take place, and owes nothing any more.

    The provider's other people are told, and staff see it with its reason. Certificates that
    were given are withdrawn, and their holders told. Refused without a reason, and once it was
    declared: the declaration says that it was held.
    """
    event = _call_off(
        event, "not_held", notifications.EventNotHeld, reason=reason, actor=actor, at=at
    )
    withdraw_all_certificates(event, reason=_("The event did not take place."), actor=actor, at=at)
    return event


def _call_off(
    event: Event, step: str, message, *, reason: str, actor: Actor, at: datetime
) -> Event:
    reason = reason.strip()
    if not reason:
        raise Refused(Refusal(_("Say why the event does not take place.")))
    event = workflow.event.move(event, step, actor=actor, at=at, reason=reason)
    duties.close_all([event], at=at)
    send_all([message(event, reason, actor.name)], at=at, besides=actor.user_id)
    return event
