"""Reads about providers."""

from collections.abc import Iterable
from datetime import date

from cet_portal.accounts.contexts import Context
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core.actor import Actor
from cet_portal.core.notifications import Recipient
from providers.enums import FeeStatus
from providers.models import Fee, Provider, ProviderListing, ProviderMembership


def contexts_of(user: User) -> Iterable[Context]:
    """One way of acting for each provider the person belongs to."""
    memberships = ProviderMembership.objects.filter(user=user).select_related("provider")
    for membership in memberships.order_by("provider__name"):
        roles = tuple(role for role in PROVIDER_ROLES if role in membership.roles)
        yield Context(
            key=f"provider:{membership.provider_id}",
            label=f"{membership.provider.name} ({Role(roles[0]).label})",
            roles=roles,
            tenant_id=membership.provider_id,
        )


def listing_in_force(provider_id: int, on: date) -> bool:
    """Is the provider on the list on this day?"""
    return ProviderListing.objects.filter(
        provider_id=provider_id, start__lte=on, end__gte=on
    ).exists()


def belongs_to(user_id: int | None, provider_id: int) -> bool:
    """Is the person one of the provider's? (An approver with a conflict, decisions.md 16.)"""
    return ProviderMembership.objects.filter(user_id=user_id, provider_id=provider_id).exists()


def lock(provider_id: int) -> Provider:
    """The provider, locked until the transaction ends: its new cases are made one by one."""
    return Provider.objects.select_for_update(no_key=True).get(pk=provider_id)


def providers_of(user_id: int | None) -> list[int]:
    """The providers that the person belongs to."""
    return list(
        ProviderMembership.objects.filter(user_id=user_id).values_list("provider_id", flat=True)
    )


def administrators(provider_id: int) -> list[Recipient]:
    """Where the provider's messages go: its system administrators, else its principal contacts."""
    members = ProviderMembership.objects.filter(provider_id=provider_id, user__is_active=True)
    for role in (Role.SYSTEM_ADMINISTRATOR, Role.PRINCIPAL_CONTACT):
        found = members.filter(roles__contains=[role]).select_related("user").order_by("pk")
        if found:
            return [
                Recipient(member.user.email, member.user_id, tenant_id=provider_id)
                for member in found
            ]
    return []


def provider(provider_id: int | None) -> Provider:
    """One provider."""
    return Provider.objects.get(pk=provider_id)


def responsible(provider_id: int) -> list[Recipient]:
    """Who answers for the provider: its principal contacts and system administrators."""
    members = ProviderMembership.objects.filter(
        provider_id=provider_id,
        user__is_active=True,
        roles__overlap=[Role.PRINCIPAL_CONTACT, Role.SYSTEM_ADMINISTRATOR],
    )
    return [
        Recipient(member.user.email, member.user_id, tenant_id=provider_id)
        for member in members.select_related("user").order_by("pk")
    ]


def fees_visible_to(actor: Actor):
    """The fees that the actor may see, the newest first."""
    return Fee.objects.visible_to(actor).select_related("provider").order_by("-pk")


def fee_due(provider_id: int, *, kind: str, about: str = "") -> Fee | None:
    """What the provider has to pay for this, if it has."""
    return Fee.objects.filter(
        provider_id=provider_id, kind=kind, about=about, status=FeeStatus.DUE
    ).first()


def fees_about(about: str):
    """Every fee for the thing with this number, the newest first."""
    return Fee.objects.filter(about=about).order_by("-pk")
