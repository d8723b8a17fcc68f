"""Who of a provider's people is told, and who can do what others may not."""

from cet_portal.accounts.roles import PERMISSIONS, PROVIDER_ROLES, Permission, Role
from cet_portal.core.notifications import Recipient
from cet_portal.core.remembering import remembered
from providers.models import ProviderMembership


@remembered(seconds=30)
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


@remembered(seconds=30)
def names_to_ask(provider_id: int) -> list[str]:
    """Who can do what a colleague may not: system administrators, else principal contacts."""
    members = ProviderMembership.objects.filter(provider_id=provider_id, user__is_active=True)
    for role in (Role.SYSTEM_ADMINISTRATOR, Role.PRINCIPAL_CONTACT):
        found = members.filter(roles__contains=[role]).select_related("user").order_by("pk")
        if found:
            return [str(member.user) for member in found]
    return []


@remembered(seconds=30)
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


@remembered(seconds=30)
def deliverers(provider_id: int) -> list[Recipient]:
    """The people who deliver the provider's events."""
    members = ProviderMembership.objects.filter(
        provider_id=provider_id, user__is_active=True, roles__contains=[Role.EVENT_DELIVERER]
    )
    return [
        Recipient(member.user.email, member.user_id, tenant_id=provider_id)
        for member in members.select_related("user").order_by("pk")
    ]


@remembered(seconds=30)
def member_who_may(
    permission: Permission, *, user_id: int | None, provider_id: int
) -> list[Recipient]:
    """The person as a recipient, as long as a role of theirs in the provider allows this."""
    roles = [role for role in PROVIDER_ROLES if permission in PERMISSIONS[role]]
    members = ProviderMembership.objects.filter(
        provider_id=provider_id, user_id=user_id, user__is_active=True, roles__overlap=roles
    )
    return [
        Recipient(member.user.email, member.user_id, tenant_id=provider_id)
        for member in members.select_related("user")
    ]


def principal_contacts(provider_id: int):
    """The principal contacts whose accounts are in use."""
    return ProviderMembership.objects.filter(
        provider_id=provider_id, user__is_active=True, roles__contains=[Role.PRINCIPAL_CONTACT]
    )
