"""Two at the same instant, with real transactions."""

import pytest

from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage, StatusChange
from cet_portal.core.permissions import Refused
from providers import queries, services, tasks
from providers.models import Fee, ListingApplication, ProviderListing, ProviderMembership
from tests import builders
from tests.providers.building import asked, listed_until, paid, told
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


@pytest.mark.parametrize("_again", range(3))
def test_two_contacts_who_remove_each_other_leave_one(_again):
    provider, first, second = builders.provider_with("PRINCIPAL_CONTACT", "PRINCIPAL_CONTACT")

    def remove(user, by):
        services.remove_member(
            membership=ProviderMembership.objects.get(user=user, provider=provider),
            actor=by,
            at=clock.now(),
        )

    one, other = builders.actor_of(first), builders.actor_of(second)
    outcomes = together(lambda: remove(second, one), lambda: remove(first, other))

    assert failures(outcomes) == [Refused]
    assert queries.principal_contacts(provider.pk).count() == 1


def test_confirmed_twice_at_once_there_is_one_provider():
    request = asked()

    def confirm():
        return services.confirm_listing_request(request=request, actor=CLOCK, at=clock.now())

    outcomes = together(*[confirm] * 3)

    assert failures(outcomes) == [Refused, Refused]
    assert (ListingApplication.objects.count(), Fee.objects.count()) == (1, 1)


def test_two_organisations_of_one_name_at_once_one_gets_it():
    requests = [asked(email=f"person{number}@example.net") for number in range(2)]

    outcomes = together(
        *[
            lambda request=request: services.confirm_listing_request(
                request=request, actor=CLOCK, at=clock.now()
            )
            for request in requests
        ]
    )

    assert failures(outcomes) == [Refused]
    assert ListingApplication.objects.count() == 1


def test_granted_twice_at_once_there_is_one_listing():
    application = services.confirm_listing_request(request=asked(), actor=CLOCK, at=clock.now())
    paid(application.fee)
    staff = [builders.actor_of(builders.staff()) for _ in range(2)]

    outcomes = together(
        *[
            lambda actor=actor: services.grant_application(
                application=application, actor=actor, at=clock.now()
            )
            for actor in staff
        ]
    )

    assert failures(outcomes) == [Refused]
    assert ProviderListing.objects.count() == 1


def test_renewed_by_two_at_once_there_is_one_invoice():
    provider, *people = listed_until(10, "SYSTEM_ADMINISTRATOR", "PRINCIPAL_CONTACT")
    actors = [builders.actor_of(person) for person in people]

    outcomes = together(
        *[
            lambda actor=actor: services.renew(provider_id=provider.pk, actor=actor, at=clock.now())
            for actor in actors
        ]
    )

    assert failures(outcomes) == [Refused]
    assert Fee.objects.count() == 1


def test_timers_of_two_workers_at_once_tell_once():
    for days in (7, -1):
        listed_until(days, "SYSTEM_ADMINISTRATOR")

    outcomes = together(
        tasks.end_listings, tasks.end_listings, tasks.remind_of_ends, tasks.remind_of_ends
    )

    assert failures(outcomes) == []
    assert (len(told("listing_lapsed")), len(told("listing_ending"))) == (1, 1)
    assert StatusChange.objects.filter(step="end").count() == 1


def test_two_organisations_of_one_new_person_at_once_are_both_there():
    requests = [asked(organisation=f"Fernside {number}") for number in (1, 2)]

    outcomes = together(
        *[
            lambda request=request: services.confirm_listing_request(
                request=request, actor=CLOCK, at=clock.now()
            )
            for request in requests
        ]
    )

    assert failures(outcomes) == []
    assert ProviderMembership.objects.values("user").distinct().count() == 1
    assert ProviderMembership.objects.count() == 2


def test_two_invitations_of_one_new_person_accepted_at_once_give_one_account():
    invitations = []
    for _ in range(2):
        provider, admin = builders.provider_with()
        invitations.append(
            services.invite(
                provider_id=provider.pk,
                email="wren.halliday@example.org",
                roles=["CET_AUTHOR"],
                actor=builders.actor_of(admin),
                at=clock.now(),
            )
        )

    outcomes = together(
        *[
            lambda invitation=invitation: services.join_with_new_account(
                invitation=invitation,
                number=invitation.sent,
                name="Wren Halliday",
                password=builders.PASSWORD,
                actor=CLOCK,
                at=clock.now(),
            )
            for invitation in invitations
        ]
    )

    assert failures(outcomes) == [Refused]


def test_granted_while_withdrawn_one_of_the_two_happens():
    application = services.confirm_listing_request(request=asked(), actor=CLOCK, at=clock.now())
    paid(application.fee)
    admin = builders.actor_of(ProviderMembership.objects.get().user)
    staff = builders.actor_of(builders.staff())

    outcomes = together(
        lambda: services.grant_application(application=application, actor=staff, at=clock.now()),
        lambda: services.withdraw_application(application=application, actor=admin, at=clock.now()),
    )

    assert failures(outcomes) == [Refused]
