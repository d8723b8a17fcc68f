"""What GOC staff and the portal itself may do."""

from datetime import datetime

from django.utils.translation import gettext as _

from approvals.models import CetApplication
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal


def may_manage(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """GOC staff: give more time, take an approval back, move a case."""
    if actor.may(Permission.APPROVAL_MANAGE):
        return None
    return Refusal(_("Only GOC staff can do that."))


def only_after_the_end(
    actor: Actor, application: CetApplication, *, at: datetime
) -> Refusal | None:
    """The system, once the approval has ended."""
    if not actor.is_clock:
        return Refusal(_("Only the portal itself does this, when the approval has ended."))
    if application.approval_ends is None or london_date(at) <= application.approval_ends:
        return Refusal(_("The approval has not ended yet."))
    return None


def only_the_clock(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """The system, after the last day to answer."""
    if not actor.is_clock:
        return Refusal(_("Only the portal itself does this, when the last day has passed."))
    if application.due_on is None or london_date(at) <= application.due_on:
        return Refusal(_("The last day to answer has not passed yet."))
    return None


def may_keep_approver(actor: Actor, approver: User, *, own: bool = True) -> Refusal | None:
    """Profession, absences and interests of an approver: GOC staff; with `own` also themselves."""
    themselves = actor.may(Permission.APPLICATION_DECIDE) and actor.user_id == approver.pk
    if actor.may(Permission.APPROVAL_MANAGE) or (own and themselves):
        return None
    return Refusal(_("Only GOC staff can do that."))
