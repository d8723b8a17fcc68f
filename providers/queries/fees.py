"""The ledger of fees."""

from collections.abc import Collection

from django.db.models import Q

from cet_portal.core.actor import Actor
from cet_portal.core.numbering import as_written
from providers.enums import FeeStatus
from providers.models import Fee


def fees_visible_to(actor: Actor):
    """The fees that the actor may see, the newest first."""
    return Fee.objects.visible_to(actor).select_related("provider").order_by("-pk")


def fees_due(actor: Actor):
    """Invoices that wait for their payment, the oldest first."""
    return fees_visible_to(actor).filter(status=FeeStatus.DUE).order_by("charged_at", "pk")


def fee_due(provider_id: int, *, kind: str, about: str = "") -> Fee | None:
    """What the provider has to pay for this, if it has."""
    return Fee.objects.filter(
        provider_id=provider_id, kind=kind, about=about, status=FeeStatus.DUE
    ).first()


def fees_due_about(numbers: Collection[str], *, kind: str):
    """What has to be paid for the things with these numbers, in the order of locking."""
    return Fee.objects.filter(about__in=numbers, kind=kind, status=FeeStatus.DUE).order_by(
        "provider_id", "pk"
    )


def fees_about(about: str):
    """Every fee for the thing with this number, the newest first."""
    return Fee.objects.filter(about=about).order_by("-pk")


def fees_matching(rows, *, text: str = "", status: str = "", kind: str = ""):
    """Those whose invoice, subject or provider holds `text`; empty: any."""
    if text:
        number = as_written(text)
        rows = rows.filter(
            Q(invoice_number__icontains=number)
            | Q(about__icontains=number)
            | Q(provider__name__icontains=text)
        )
    if status:
        rows = rows.filter(status=status)
    return rows.filter(kind=kind) if kind else rows
