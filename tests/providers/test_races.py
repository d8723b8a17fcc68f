"""Two at the same instant, with real transactions."""

import pytest

from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage, StatusChange
from cet_portal.core.permissions import Refused
from providers import services
from providers.models import Fee
from tests import builders
from tests.racing import together

pytestmark = pytest.mark.django_db(transaction=True)


def failures(outcomes):
    return [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)]


def test_four_charges_at_once_make_one_fee():
    provider, _admin = builders.provider_with()

    def charge():
        return services.charge(provider_id=provider.pk, kind="LISTING", actor=CLOCK, at=clock.now())

    outcomes = together(*[charge] * 4)

    assert set(outcomes) == {Fee.objects.get()}
    assert OutboxMessage.objects.filter(kind="fee_charged").count() == 1


def test_a_payment_recorded_twice_at_once_counts_once():
    provider, _admin = builders.provider_with()
    first, second = (builders.actor_of(builders.staff()) for _ in range(2))
    fee = services.charge(provider_id=provider.pk, kind="LISTING", actor=CLOCK, at=clock.now())

    def record(actor, reference):
        return services.record_payment(
            fee=fee, paid_on=clock.today(), reference=reference, actor=actor, at=clock.now()
        )

    outcomes = together(lambda: record(first, "One"), lambda: record(second, "Two"))

    assert failures(outcomes) == [Refused]
    assert StatusChange.objects.filter(step="pay").count() == 1
