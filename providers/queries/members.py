"""People of a provider, and what they may act for."""

from collections.abc import Iterable

from cet_portal.accounts.contexts import Context
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core.actor import Actor
from providers.models import ProviderMembership


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


def belongs_to(user_id: int | None, provider_id: int) -> bool:
    """Is the person one of the provider's? (An approver with a conflict, decisions.md 16.)"""
    return ProviderMembership.objects.filter(user_id=user_id, provider_id=provider_id).exists()


def people_of(actor: Actor, provider_id: int):
    """The people of a provider, by rank of their first role, then by name."""
    members = ProviderMembership.objects.visible_to(actor).filter(provider_id=provider_id)
    return members.select_related("user", "provider").order_by("user__name", "user__email", "pk")


def membership_of(user_id: int | None, provider_id: int) -> ProviderMembership | None:
    """The person's place in the provider."""
    members = ProviderMembership.objects.filter(user_id=user_id, provider_id=provider_id)
    return members.select_related("user", "provider").first()
