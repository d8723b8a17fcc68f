"""What an approver may do with an application."""

from datetime import datetime

from django.utils.translation import gettext as _

from approvals.models import CetApplication
from approvals.permissions.conflicts import conflict_of
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal


def may_assign(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """The portal itself, and GOC staff."""
    if actor.is_clock or actor.may(Permission.APPROVAL_MANAGE):
        return None
    return Refusal(_("Only GOC staff can give an application to an approver."))


def may_decide(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """The approver who has it, without a conflict; an appeal not by whoever had it before."""
    if not actor.may(Permission.APPLICATION_DECIDE) or actor.user_id is None:
        return Refusal(_("Only an approver can review applications."))
    if application.approver_id != actor.user_id:
        return Refusal(_("Another approver has this application."))
    if conflict_of(actor.user_id, actor.name, application):
        return Refusal(
            _(
                "You belong to this provider, declared an interest in it or wrote the CET "
                "yourself. Hand the application back."
            )
        )
    return None


def may_hand_back(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """The approver who has it; the portal itself, where they have a conflict and nobody fits."""
    if actor.is_clock:
        return None
    if application.approver_id != actor.user_id or not actor.may(Permission.APPLICATION_DECIDE):
        return Refusal(_("Another approver has this application."))
    if application.status not in CetApplication.WITH_THE_APPROVER:
        return Refusal(_("Only an application that waits for your decision can be handed back."))
    return None
