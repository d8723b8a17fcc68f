"""What a provider may do, whoever asks for it."""

from datetime import datetime

from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from providers import queries
from providers.models import Fee


def may_submit_and_schedule(provider_id: int, *, at: datetime) -> Refusal | None:
    """Only a listed provider may submit or schedule (decisions.md 8).

    What was delivered must still be declared and uploaded; that does not ask here.
    """
    if queries.listing_in_force(provider_id, london_date(at)):
        return None
    return Refusal(
        _(
            "Your provider is not on the list at present, so it cannot submit or schedule CET. "
            "You can still declare and upload CET that was delivered."
        )
    )


def may_settle_fee(actor: Actor, fee: Fee, *, at: datetime) -> Refusal | None:
    """GOC staff record payments, waive and refund (decisions.md 9)."""
    if not actor.may(Permission.FEE_SETTLE):
        return Refusal(_("Only GOC staff settle fees."))
    return None


def may_waive_fee(actor: Actor, fee: Fee, *, at: datetime) -> Refusal | None:
    """GOC staff, or the clock for a fast track that fell away before it was paid."""
    return None if actor.is_clock else may_settle_fee(actor, fee, at=at)
