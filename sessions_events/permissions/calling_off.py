"""Who may say that an event does not take place, or did not."""

from datetime import datetime

from django.utils.translation import gettext as _

from approvals.enums import ApplicationStatus
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal
from sessions_events.models import Event
from sessions_events.permissions.people import of_the_provider


def may_cancel(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The provider, before the event has begun."""
    refusal = of_the_provider(actor, event.provider_id, Permission.EVENT_PLAN)
    if refusal is None and event.starts_at <= at:
        return Refusal(_("The event has begun, so it can no longer be cancelled."))
    return refusal


def may_say_not_held(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The provider, once the event would have begun; before that it can be cancelled."""
    refusal = of_the_provider(actor, event.provider_id, Permission.EVENT_DECLARE)
    if refusal is None and event.starts_at > at:
        return Refusal(_("The event has not begun yet. If it will not take place, cancel it."))
    return refusal


def may_stop(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """GOC staff and the portal itself, once the approval has ended and before the event begins."""
    if not (actor.is_clock or actor.may(Permission.APPROVAL_MANAGE)):
        return Refusal(_("Only GOC staff can stop events."))
    if event.application.status == ApplicationStatus.APPROVED:
        return Refusal(_("The CET is approved, so its events go on."))
    if event.starts_at <= at:
        return Refusal(_("The event has begun, so it can no longer be stopped."))
    return None
