"""Who may change what is planned."""

from datetime import datetime

from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal
from sessions_events.enums import EventStatus
from sessions_events.models import Event, Session
from sessions_events.permissions.people import of_the_provider


def may_change_event(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The provider, before the event begins; distance learning until it closes."""
    refusal = of_the_provider(actor, event.provider_id, Permission.EVENT_PLAN)
    if refusal:
        return refusal
    if event.status not in Event.OPEN_STATUSES or (
        event.status != EventStatus.PLANNED and not event.is_distance_learning
    ):
        return Refusal(
            _("%(number)s is “%(status)s”, so it can no longer be changed.")
            % {"number": event.ev_number, "status": event.get_status_display()}
        )
    if event.is_distance_learning and event.ends_at <= at:
        return Refusal(_("The event is closed, so it can no longer be changed."))
    if not event.is_distance_learning and event.starts_at <= at:
        return Refusal(_("The event has begun, so it can no longer be changed."))
    return None


def may_change_session(actor: Actor, session: Session, *, at: datetime) -> Refusal | None:
    """The provider; what its events allow, the service says."""
    return of_the_provider(actor, session.provider_id, Permission.EVENT_PLAN)


def may_remove_session(actor: Actor, session: Session, *, at: datetime) -> Refusal | None:
    """The provider, as long as no event was ever put into it."""
    refusal = of_the_provider(actor, session.provider_id, Permission.EVENT_PLAN)
    if refusal is None and session.events.exists():
        return Refusal(
            _(
                "%(number)s has events, so it stays: also what was cancelled keeps its place and "
                "its history."
            )
            % {"number": session.s_number}
        )
    return refusal
