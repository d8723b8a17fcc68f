"""Providers: the list, its people, and what follows from both."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from cet_portal.accounts.roles import Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent
from providers import permissions, queries, services
from providers.models import ProviderMembership
from tests import builders

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def provider():
    return builders.provider_with(listed=False, at=AT)[0]


def granted(provider, start):
    return services.grant_listing(provider=provider, start=start, actor=CLOCK, at=AT)


@pytest.mark.parametrize(
    "start, end",
    [
        (date(2026, 3, 1), date(2027, 2, 28)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_listing_runs_twelve_months_beginning_with_its_first_day(provider, start, end):
    assert granted(provider, start).end == end


@pytest.mark.parametrize(
    "day, listed",
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2027, 2, 28), True),
        (date(2027, 3, 1), False),
    ],
)
def test_a_listing_is_in_force_on_its_first_and_last_day(provider, day, listed):
    granted(provider, date(2026, 3, 1))

    assert queries.listing_in_force(provider.pk, day) is listed


def test_only_a_listed_provider_may_submit_and_schedule(provider):
    refusal = permissions.may_submit_and_schedule(provider.pk, at=AT)
    granted(provider, date(2026, 3, 1))

    assert "not on the list yet" in str(refusal)
    assert permissions.may_submit_and_schedule(provider.pk, at=AT) is None


def test_the_last_day_of_a_listing_ends_in_london(provider):
    granted(provider, date(2025, 6, 2))
    last_minutes = datetime(2026, 6, 1, 22, 59, tzinfo=UTC)  # 11:59pm in London

    assert permissions.may_submit_and_schedule(provider.pk, at=last_minutes) is None
    assert permissions.may_submit_and_schedule(
        provider.pk, at=datetime(2026, 6, 1, 23, 0, tzinfo=UTC)
    )


def test_add_member_again_replaces_the_roles_in_order_of_rank(provider):
    user = builders.person()
    for roles in (["EVENT_DELIVERER"], ["CET_AUTHOR", "SYSTEM_ADMINISTRATOR"]):
        membership = services.add_member(
            provider=provider, user=user, roles=roles, actor=CLOCK, at=AT
        )

    assert membership.roles == ["SYSTEM_ADMINISTRATOR", "CET_AUTHOR"]
    assert provider.memberships.filter(user=user).count() == 1
    assert (
        AuditEvent.objects.filter(verb="provider.add_member", subject_id=membership.pk).count() == 2
    )


@pytest.mark.parametrize("roles", [[], ["GOC_STAFF"]])
def test_the_database_refuses_a_membership_without_a_providers_role(provider, roles):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProviderMembership.objects.create(provider=provider, user=builders.person(), roles=roles)


def test_messages_go_to_the_administrators_in_use(provider):
    admin = builders.administrator_of(provider)
    gone = builders.member(provider, Role.SYSTEM_ADMINISTRATOR)
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    builders.member(provider, Role.CET_AUTHOR)

    told = [recipient.email for recipient in queries.administrators(provider.pk)]

    assert told == [admin.email]


def test_messages_go_to_the_principal_contact_where_there_is_no_administrator():
    provider, contact = builders.provider_with(Role.PRINCIPAL_CONTACT)

    assert [one.user_id for one in queries.administrators(provider.pk)] == [contact.pk]


def test_a_provider_without_people_is_told_nothing(provider):
    provider.memberships.all().delete()

    assert queries.administrators(provider.pk) == []


def test_belongs_to_knows_its_people(provider):
    admin, stranger = builders.administrator_of(provider), builders.person()

    assert queries.belongs_to(admin.pk, provider.pk)
    assert not queries.belongs_to(stranger.pk, provider.pk)
    assert queries.provider(provider.pk) == provider
