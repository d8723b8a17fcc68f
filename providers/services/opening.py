"""Providers and their own details."""

from datetime import datetime

from django.db import transaction

from cet_portal.accounts.models import User
from cet_portal.accounts.roles import PROVIDER_ROLES
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import require
from providers import events, permissions, queries, rules
from providers.enums import OwnKind
from providers.models import Provider, ProviderMembership


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
def own_provider(*, kind: str, actor: Actor, at: datetime) -> Provider:
    """The GOC's own provider of this kind (`OwnKind`); made when it is needed first."""
    provider, made = Provider.objects.get_or_create(own=kind, defaults={"name": _OWN_NAMES[kind]})
    if made:
        audit.record("provider.open", provider, actor=actor, at=at)
    return provider


# Stored, and on every statement: not translated.
_OWN_NAMES: dict[str, str] = {
    OwnKind.PEER_REVIEW: "General Optical Council: peer review led by registrants",
    OwnKind.NON_UK: "General Optical Council: CET outside the UK",
}


@transaction.atomic
def update_details(
    *,
    provider_id: int,
    email: str,
    phone: str,
    website: str,
    town: str,
    actor: Actor,
    at: datetime,
) -> Provider:
    """Where the provider is reached, as the directory shows it. Its name is for staff to change.

    Refused to those who do not answer for the provider.
    """
    require(permissions.may_edit_details(actor, provider_id, at=at))
    provider = queries.lock(provider_id)
    values = {"email": email, "phone": phone, "website": website, "town": town}
    changed = sorted(name for name, value in values.items() if getattr(provider, name) != value)
    for name, value in values.items():
        setattr(provider, name, value)
    provider.save(update_fields=list(values))
    audit.record("provider.update_details", provider, actor=actor, at=at, fields=changed)
    return provider


@transaction.atomic
def add_member(
    *, provider: Provider, user: User, roles: list[str], actor: Actor, at: datetime
) -> ProviderMembership:
    """Give a person these roles in the provider, in place of those held before."""
    ranked = rules.in_order(roles, PROVIDER_ROLES)
    membership, created = ProviderMembership.objects.update_or_create(
        provider=provider, user=user, defaults={"roles": ranked}
    )
    audit.record("provider.add_member", membership, actor=actor, at=at, roles=ranked)
    if created:
        events.member_joined.send(
            sender=ProviderMembership, membership=membership, actor=actor, at=at
        )
    return membership
