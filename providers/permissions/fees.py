"""Who may record, waive and refund fees."""

from datetime import datetime

from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal
from providers.models import Fee


def may_settle_fee(actor: Actor, fee: Fee, *, at: datetime) -> Refusal | None:
    """GOC staff record payments, waive and refund (decisions.md 9)."""
    if not actor.may(Permission.FEE_SETTLE):
        return Refusal(_("Only GOC staff settle fees."))
    return None


def may_waive_fee(actor: Actor, fee: Fee, *, at: datetime) -> Refusal | None:
    """GOC staff, or the clock for what fell away before it was paid."""
    return None if actor.is_clock else may_settle_fee(actor, fee, at=at)
