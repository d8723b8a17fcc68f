"""Fees: charged once, paid once, waived or refunded with a reason (decisions.md 9)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.conf import settings

from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from providers import events, queries, services
from providers.models import Fee
from tests import builders

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@pytest.fixture
def provider():
    return builders.provider_with(at=AT)[0]


@pytest.fixture
def staff():
    return builders.actor_of(builders.staff(at=AT))


def charged(provider, kind="FAST_TRACK", about="C-10027", actor=CLOCK, at=AT):
    return services.charge(provider_id=provider.pk, kind=kind, about=about, actor=actor, at=at)


def paid(fee, actor, **changed):
    values = {"paid_on": TODAY, "reference": "BACS 4471", "at": AT, **changed}
    return services.record_payment(fee=fee, actor=actor, **values)


@pytest.fixture
def settled():
    """What listeners heard: (invoice, status), in order."""
    heard = []

    def listen(sender, fee, actor, at, **_rest):
        heard.append((fee.invoice_number, fee.status))

    events.fee_settled.connect(listen, dispatch_uid="test")
    yield heard
    events.fee_settled.disconnect(dispatch_uid="test")


@pytest.mark.parametrize(
    "kind, about, amount", [("LISTING", "", "45.00"), ("FAST_TRACK", "C-10027", "295.00")]
)
def test_a_fee_is_charged_with_an_invoice_number(provider, kind, about, amount):
    fee = charged(provider, kind=kind, about=about)

    assert (fee.status, fee.amount, fee.about) == ("DUE", Decimal(amount), about)
    assert fee.invoice_number.startswith("INV-1")
    assert AuditEvent.objects.get(verb="fee.charge").reference == fee.invoice_number


def test_who_answers_for_the_provider_is_told_and_nobody_else(provider):
    administrator = builders.administrator_of(provider)
    contact = builders.member(provider, "PRINCIPAL_CONTACT", at=AT)
    builders.member(provider, "CET_AUTHOR", at=AT)

    fee = charged(provider)

    told = OutboxMessage.objects.filter(kind="fee_charged")
    assert {message.to for message in told} == {administrator.email, contact.email}
    assert told[0].path == f"/fees/{fee.invoice_number}/"
    assert "quote " + fee.invoice_number in told[0].body


def test_whoever_charged_it_is_not_told(provider):
    administrator = builders.administrator_of(provider)

    charged(provider, actor=builders.actor_of(administrator))

    assert not OutboxMessage.objects.filter(kind="fee_charged").exists()


def test_charged_again_while_it_is_due_it_is_the_same_fee(provider, staff):
    first = charged(provider)

    assert charged(provider) == first
    assert charged(provider, about="C-10028") != first
    services.waive(fee=first, reason="Agreed by letter.", actor=staff, at=AT)
    assert charged(provider) != first


def test_a_payment_is_recorded_and_told(provider, staff, settled):
    fee = paid(charged(provider), staff)

    assert (fee.status, fee.settled_on, fee.payment_reference) == ("PAID", TODAY, "BACS 4471")
    assert settled == [(fee.invoice_number, "PAID")]
    body = OutboxMessage.objects.get(kind="fee_changed").body
    assert "is recorded" in body
    assert "another message says by when it is due" in body
    asked = OutboxMessage.objects.get(kind="fee_charged").body
    assert settings.PAYEE["account"] in asked
    assert "within 30 days, by 1 April 2026" in asked


@pytest.mark.parametrize(
    "changed, sentence",
    [
        ({"paid_on": TODAY + timedelta(days=1)}, "cannot lie in the future"),
        ({"paid_on": TODAY - timedelta(days=1)}, "cannot be older than the invoice"),
        ({"reference": "  "}, "Enter the reference"),
        ({"reference": "4111 1111 1111 1111"}, "number of a payment card"),
    ],
)
def test_a_payment_that_cannot_be_is_refused(provider, staff, settled, changed, sentence):
    fee = charged(provider)

    with pytest.raises(Refused, match=sentence):
        paid(fee, staff, **changed)

    fee.refresh_from_db()
    assert (fee.status, settled) == ("DUE", [])


def test_the_day_of_the_invoice_is_a_day_in_london(provider, staff):
    late_evening = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)  # 2 June in London
    fee = charged(provider, at=late_evening)

    with pytest.raises(Refused, match="2 June 2026"):
        paid(fee, staff, paid_on=date(2026, 6, 1), at=late_evening)
    assert paid(fee, staff, paid_on=date(2026, 6, 2), at=late_evening).status == "PAID"


def test_a_second_payment_is_refused(provider, staff):
    fee = charged(provider)
    paid(fee, staff)

    with pytest.raises(Refused, match="already done"):
        paid(fee, staff)


def test_waived_by_staff_with_a_reason(provider, staff, settled):
    fee = services.waive(fee=charged(provider), reason="A charity.", actor=staff, at=AT)

    assert (fee.status, fee.reasons, fee.settled_on) == ("WAIVED", "A charity.", TODAY)
    assert settled == [(fee.invoice_number, "WAIVED")]


def test_the_clock_may_waive_what_fell_away(provider):
    fee = services.waive(fee=charged(provider), reason="Fell away.", actor=CLOCK, at=AT)

    assert fee.status == "WAIVED"


def test_refunded_with_a_reason_keeping_the_day_of_the_payment(provider, staff, settled):
    fee = paid(charged(provider), staff)

    later = AT + timedelta(days=9)
    fee = services.refund(fee=fee, reason="Paid twice.", actor=staff, at=later)

    assert (fee.status, fee.settled_on, fee.refunded_on) == ("REFUNDED", TODAY, later.date())
    assert settled == [(fee.invoice_number, "PAID")]


def test_what_was_not_paid_is_not_refunded(provider, staff):
    fee = charged(provider)

    with pytest.raises(Refused, match="nothing to refund"):
        services.refund(fee=fee, reason="Mistake.", actor=staff, at=AT)
    waived = services.waive(fee=fee, reason="Mistake.", actor=staff, at=AT)
    with pytest.raises(Refused, match="nothing to refund"):
        services.refund(fee=waived, reason="Mistake.", actor=staff, at=AT)


@pytest.mark.parametrize("act", [services.waive, services.refund])
def test_without_a_reason_nothing_happens(provider, staff, act):
    fee = charged(provider)

    with pytest.raises(Refused, match="Give the reason"):
        act(fee=fee, reason=" \n", actor=staff, at=AT)


def test_a_provider_sees_its_own_fees_and_staff_all(provider, staff):
    other, administrator = builders.provider_with(at=AT)
    fee, foreign = charged(provider), charged(other)
    author = builders.member(other, "CET_AUTHOR", at=AT)

    def seen_by(actor):
        return set(queries.fees_visible_to(actor))

    assert seen_by(builders.actor_of(administrator)) == {foreign}
    assert seen_by(staff) == {fee, foreign}
    assert seen_by(builders.actor_of(author)) == set()
    assert seen_by(builders.actor_of(builders.approver())) == set()


def test_fees_about_an_application_are_found(provider, staff):
    fee = charged(provider)

    assert list(queries.fees_about("C-10027")) == [fee]
    assert queries.fee_due(provider.pk, kind="FAST_TRACK", about="C-10027") == fee
    paid(fee, staff)
    assert queries.fee_due(provider.pk, kind="FAST_TRACK", about="C-10027") is None
    assert Fee.objects.count() == 1


@pytest.mark.parametrize("service", [services.waive, services.refund])
def test_no_reason_holds_the_number_of_a_card(provider, staff, service):
    fee = paid(charged(provider), staff) if service is services.refund else charged(provider)

    with pytest.raises(Refused, match="number of a payment card"):
        service(fee=fee, reason="To 4111-1111-1111-1111", actor=staff, at=AT)
