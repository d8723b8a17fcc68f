"""How the fast track of a submitted application stands."""

from typing import Any

from django.urls import reverse

from approvals.models import CetApplication
from approvals.queries.clocks import short_clock
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.actor import Actor
from providers import queries as provider_queries
from providers.enums import FeeStatus


def state(application: CetApplication, actor: Actor) -> dict[str, Any]:
    """The latest invoice and, for whoever may read invoices, its page; empty where no fast track
    was asked for or nothing has been submitted."""
    if not application.fast_track or application.submitted_at is None:
        return {}
    fee = provider_queries.fees_about(application.c_number).first()
    may_read = fee is not None and actor.may(Permission.FEE_READ)
    return {
        "fee": fee,
        # What a payment recorded now would still change.
        "shortens": short_clock(application, at=clock.now()) is not None,
        "is_paid": fee is not None and fee.status == FeeStatus.PAID,
        "url": reverse("providers:invoice", args=[fee.invoice_number]) if may_read else "",
    }
