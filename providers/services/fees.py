"""Fees: charged, paid, waived, refunded (decisions.md 9)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.numbering import next_number
from cet_portal.core.permissions import Refusal, Refused
from cet_portal.scheme import limits
from providers import events, notifications, queries, rules, workflow
from providers.enums import FeeKind, FeeStatus
from providers.models import Fee

AMOUNTS = {FeeKind.LISTING: limits.LISTING_FEE, FeeKind.FAST_TRACK: limits.FAST_TRACK_FEE}


@transaction.atomic
def charge(*, provider_id: int, kind: str, about: str = "", actor: Actor, at: datetime) -> Fee:
    """An invoice to pay, told to those who answer for the provider.

    Charged again while the first is still due, it gives the first: nobody owes a thing twice.
    """
    provider = queries.lock(provider_id)
    due = queries.fee_due(provider_id, kind=kind, about=about)
    if due:
        return due
    fee = Fee.objects.create(
        provider=provider,
        kind=kind,
        about=about,
        invoice_number=next_number("INV"),
        amount=AMOUNTS[FeeKind(kind)],
        charged_at=at,
        **workflow.fee.born(FeeStatus.DUE),
    )
    audit.record("fee.charge", fee, actor=actor, at=at, kind=kind, about=about)
    notifications.FeeCharged(fee).send(at=at, besides=actor.user_id)
    return fee


@transaction.atomic
def record_payment(*, fee: Fee, paid_on: date, reference: str, actor: Actor, at: datetime) -> Fee:
    """The money has come, on `paid_on`, with this reference on the bank statement.

    Refused: a day before the invoice or after today, an empty reference or one with the number of
    a card, a fee not due.
    """
    if paid_on > london_date(at):
        raise Refused(Refusal(_("The day of the payment cannot lie in the future.")))
    charged_on = london_date(fee.charged_at)
    if paid_on < charged_on:
        raise Refused(
            Refusal(
                _("The payment cannot be older than the invoice, which is of %(day)s.")
                % {"day": date_format(charged_on, "j F Y")}
            )
        )
    if not reference.strip():
        raise Refused(Refusal(_("Enter the reference of the payment.")))
    reference = rules.about_payment(reference)
    events.fee_settling.send(sender=Fee, fee=fee)
    paid = workflow.fee.move(
        fee,
        "pay",
        actor=actor,
        at=at,
        settled_on=paid_on,
        payment_reference=reference,
    )
    return _settled(paid, actor=actor, at=at)


@transaction.atomic
def waive(*, fee: Fee, reason: str, actor: Actor, at: datetime) -> Fee:
    """It need not be paid. By staff, or by the clock when a fast track fell away unpaid."""
    reason = rules.about_payment(rules.reason_given(reason))
    events.fee_settling.send(sender=Fee, fee=fee)
    waived = workflow.fee.move(
        fee,
        "waive",
        actor=actor,
        at=at,
        reason=reason,
        reasons=reason,
        settled_on=london_date(at),
    )
    return _settled(waived, actor=actor, at=at)


@transaction.atomic
def refund(*, fee: Fee, reason: str, actor: Actor, at: datetime) -> Fee:
    """What was paid goes back. Refused for what was never paid."""
    reason = rules.about_payment(rules.reason_given(reason))
    if fee.status in (FeeStatus.DUE, FeeStatus.WAIVED):
        raise Refused(
            Refusal(
                _("%(number)s has not been paid, so there is nothing to refund.")
                % {"number": fee.invoice_number}
            )
        )
    refunded = workflow.fee.move(
        fee,
        "refund",
        actor=actor,
        at=at,
        reason=reason,
        reasons=reason,
        refunded_on=london_date(at),
    )
    notifications.FeeChanged(refunded).send(at=at, besides=actor.user_id)
    return refunded


def _settled(fee: Fee, *, actor: Actor, at: datetime) -> Fee:
    notifications.FeeChanged(fee).send(at=at, besides=actor.user_id)
    events.fee_settled.send(sender=Fee, fee=fee, actor=actor, at=at)
    return fee
