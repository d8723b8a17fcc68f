"""Writes about providers."""

from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction

from cet_portal.accounts.models import User
from cet_portal.accounts.roles import PROVIDER_ROLES
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.scheme import limits
from providers.models import Provider, ProviderListing, ProviderMembership


@transaction.atomic
def open_provider(
    *, name: str, email: str, phone: str, website: str, town: str, actor: Actor, at: datetime
) -> Provider:
    """A provider, not yet on the list."""
    provider = Provider.objects.create(
        name=name, email=email, phone=phone, website=website, town=town
    )
    audit.record("provider.open", provider, actor=actor, at=at)
    return provider


@transaction.atomic
def grant_listing(
    *, provider: Provider, start: date, actor: Actor, at: datetime
) -> ProviderListing:
    """Put the provider on the list for 12 months beginning with `start` (decisions.md 8)."""
    end = start + relativedelta(months=limits.LISTING_MONTHS, days=-1)
    listing = ProviderListing.objects.create(provider=provider, start=start, end=end)
    audit.record("provider.grant_listing", provider, actor=actor, at=at, end=end.isoformat())
    return listing


@transaction.atomic
def add_member(
    *, provider: Provider, user: User, roles: list[str], actor: Actor, at: datetime
) -> ProviderMembership:
    """Give a person these roles in the provider, in place of those held before."""
    ranked = [role.value for role in PROVIDER_ROLES if role in roles]
    membership, _created = ProviderMembership.objects.update_or_create(
        provider=provider, user=user, defaults={"roles": ranked}
    )
    audit.record("provider.add_member", membership, actor=actor, at=at, roles=ranked)
    return membership
