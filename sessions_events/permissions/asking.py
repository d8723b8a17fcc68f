"""Who may ask for peer review and for CET outside the UK, decide, confirm; and if not why."""

from datetime import datetime

from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal
from sessions_events.models.asked import Asked


def may_ask(actor: Actor, asked: Asked, *, at: datetime) -> Refusal | None:
    """The registrant for themselves, before it begins: nothing is approved afterwards."""
    return _own(actor, asked) or _begun(
        asked, at, _("It has begun, and CET is never approved afterwards. Ask with a date to come.")
    )


def may_withdraw(actor: Actor, asked: Asked, *, at: datetime) -> Refusal | None:
    """Whoever asked, before a decision."""
    return _own(actor, asked)


def may_approve(actor: Actor, asked: Asked, *, at: datetime) -> Refusal | None:
    """GOC staff, before it begins; nobody their own."""
    return may_decide(actor, asked, at=at) or _begun(
        asked, at, _("It has begun, and CET is never approved afterwards.")
    )


def may_decide(actor: Actor, asked: Asked, *, at: datetime) -> Refusal | None:
    """GOC staff; nobody their own."""
    if not actor.may(Permission.PEER_REVIEW_DECIDE):
        return Refusal(_("Only GOC staff decide what registrants ask for."))
    if actor.user_id is not None and asked.registrant.user_id == actor.user_id:
        return Refusal(_("You asked for this yourself, so somebody else has to decide."))
    return None


def may_settle_difference(actor: Actor, asked: Asked, *, at: datetime) -> Refusal | None:
    """The CET manager alone, as for every declaration that tells a difference (decisions 20)."""
    if not actor.may(Permission.EVENT_SETTLE):
        return Refusal(_("Only the CET manager can settle a declaration that says what differed."))
    return may_decide(actor, asked, at=at)


def may_cancel_asked(actor: Actor, asked: Asked, *, at: datetime) -> Refusal | None:
    """Whoever leads it, before it begins."""
    return _own(actor, asked) or _begun(
        asked, at, _("It has begun, so it can no longer be cancelled. Say that it was not held.")
    )


def may_say_it_was_not(actor: Actor, asked: Asked, *, at: datetime) -> Refusal | None:
    """Whoever asked, once it would have begun."""
    refusal = _own(actor, asked)
    if refusal is None and asked.starts_at > at:
        return Refusal(_("It has not begun yet."))
    return refusal


def may_confirm(actor: Actor, asked: Asked, *, at: datetime) -> Refusal | None:
    """Whoever asked, once it is over."""
    return _own(actor, asked) or _not_over(asked, at)


def may_confirm_evidence(actor: Actor, asked: Asked, *, at: datetime) -> Refusal | None:
    """GOC staff who read the evidence; nobody their own."""
    return may_decide(actor, asked, at=at)


def only_once_begun(actor: Actor, asked: Asked, *, at: datetime) -> Refusal | None:
    """The portal itself, for what begins and nobody has decided."""
    if not actor.is_clock:
        return Refusal(_("Only the portal itself does this."))
    if asked.starts_at > at:
        return Refusal(_("It has not begun yet."))
    return None


def _own(actor: Actor, asked: Asked) -> Refusal | None:
    if not actor.may(Permission.PEER_REVIEW_ASK) or actor.person_id != asked.registrant_id:
        return Refusal(_("Only the registrant who asked for it can do that."))
    return None


def _begun(asked: Asked, at: datetime, sentence: str) -> Refusal | None:
    return Refusal(sentence) if asked.starts_at <= at else None


def _not_over(asked: Asked, at: datetime) -> Refusal | None:
    return Refusal(_("It is not over yet.")) if asked.ends_at > at else None
