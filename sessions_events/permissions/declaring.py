"""Who may declare, settle and correct what was declared."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import LONDON
from cet_portal.core.permissions import Refusal
from cet_portal.core.typed import say_time
from sessions_events.enums import EventStatus
from sessions_events.models import Event
from sessions_events.permissions.people import of_the_provider
from sessions_events.permissions.uploading import may_upload


def may_declare(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The provider, after the event; distance learning from its start (decisions.md 19)."""
    refusal = of_the_provider(actor, event.provider_id, Permission.EVENT_DECLARE)
    begins = event.starts_at if event.is_distance_learning else event.ends_at
    if refusal is None and begins > at:
        if event.is_distance_learning:
            sentence = _("Distance learning is declared once it is open: from %(at)s on.")
        else:
            sentence = _("The declaration is made when the event is over: from %(at)s on.")
        opens = begins.astimezone(LONDON)
        day, hour = date_format(opens, "j F Y"), say_time(opens.time())
        return Refusal(sentence % {"at": f"{day}, {hour}"})
    return refusal


def may_settle(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The CET manager alone releases or refuses a declaration that tells a difference, and
    answers one that was told after there were points (decisions.md 20)."""
    if actor.may(Permission.EVENT_SETTLE):
        return None
    return Refusal(_("Only the CET manager can settle a declaration that says what differed."))


def may_correct(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The provider what it declared, and GOC staff on audit (domain.md 3.6); a refusal is final."""
    if event.status not in (EventStatus.HELD, EventStatus.DECLARED, EventStatus.UPLOADED):
        return Refusal(
            _("There is no declaration to correct: %(number)s is “%(status)s”.")
            % {"number": event.ev_number, "status": event.get_status_display()}
        )
    if actor.may(Permission.EVENT_AUDIT):
        return None
    return of_the_provider(actor, event.provider_id, Permission.EVENT_DECLARE)


def may_add_evidence(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """Whoever may declare it, or correct what was declared."""
    if event.status == EventStatus.PLANNED:
        return may_declare(actor, event, at=at)
    return may_correct(actor, event, at=at)


def may_finish(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """Nobody completed it: whoever may upload, or correct the declaration, may say so."""
    if actor.may(Permission.EVENT_AUDIT):
        return None
    return may_upload(actor, event, at=at)
