"""Private notes: who writes and who reads them."""

from datetime import datetime

from django.utils.translation import gettext as _

from approvals.models import CetApplication
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal


def may_note(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """Approvers who see the case, and GOC staff."""
    if actor.may(Permission.APPROVAL_MANAGE) or actor.may(Permission.APPLICATION_DECIDE):
        return None
    return Refusal(_("Only approvers and GOC staff write notes."))


def may_read_notes(actor: Actor) -> Refusal | None:
    """Private notes are for approvers and staff, never for the provider."""
    if actor.may(Permission.APPROVAL_MANAGE) or actor.may(Permission.APPLICATION_DECIDE):
        return None
    return Refusal(_("Notes are for approvers and GOC staff."))
