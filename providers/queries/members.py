"""Providers, their people, and who is told."""

from collections.abc import Iterable

from cet_portal.accounts.contexts import Context
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import PERMISSIONS, PROVIDER_ROLES, Permission, Role
from cet_portal.core.actor import Actor
from cet_portal.core.notifications import Recipient
from cet_portal.core.remembering import remembered
from providers.enums import InvitationStatus
from providers.models import Invitation, Provider, ProviderMembership


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


def lock(provider_id: int) -> Provider:
    """The provider, locked until the transaction ends: its new cases are made one by one."""
    return Provider.objects.select_for_update(no_key=True).get(pk=provider_id)


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


def provider(provider_id: int | None) -> Provider:
    """One provider."""
    return Provider.objects.get(pk=provider_id)


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


def people_of(actor: Actor, provider_id: int):
    """The people of a provider, by rank of their first role, then by name."""
    members = ProviderMembership.objects.visible_to(actor).filter(provider_id=provider_id)
    return members.select_related("user", "provider").order_by("user__name", "user__email", "pk")


def membership_of(user_id: int | None, provider_id: int) -> ProviderMembership | None:
    """The person's place in the provider."""
    members = ProviderMembership.objects.filter(user_id=user_id, provider_id=provider_id)
    return members.select_related("user", "provider").first()


def principal_contacts(provider_id: int):
    """The principal contacts whose accounts are in use."""
    return ProviderMembership.objects.filter(
        provider_id=provider_id, user__is_active=True, roles__contains=[Role.PRINCIPAL_CONTACT]
    )


def is_member(email: str, provider_id: int) -> bool:
    """Does the person with this address belong to the provider already?"""
    return ProviderMembership.objects.filter(
        provider_id=provider_id, user__email__iexact=email
    ).exists()


def invitations_of(actor: Actor):
    """The invitations of the actor's provider that nobody has accepted or withdrawn."""
    waiting = Invitation.objects.visible_to(actor).filter(status=InvitationStatus.SENT)
    return waiting.select_related("provider").order_by("-sent_at", "-pk")


def open_invitations_by(user_id: int | None, provider_id: int):
    """What this person has sent and nobody has accepted yet."""
    sent = Invitation.objects.filter(provider_id=provider_id, status=InvitationStatus.SENT)
    return sent.filter(invited_by_id=user_id).order_by("pk")


def invited(key: int) -> Invitation | None:
    """The invitation behind a link."""
    return Invitation.objects.select_related("provider").filter(pk=key).first()


def is_invited(email: str, provider_id: int) -> bool:
    """Does an invitation to this address wait for its answer?"""
    return Invitation.objects.filter(
        provider_id=provider_id, email__iexact=email, status=InvitationStatus.SENT
    ).exists()


def is_own(provider_id: int) -> bool:
    """Is it the GOC's own, for CET that registrants ask for?"""
    return Provider.objects.filter(pk=provider_id).exclude(own="").exists()


def is_name_taken(name: str) -> bool:
    """Is there a provider of this name, whatever the case of its letters?"""
    return Provider.objects.filter(name__iexact=name).exists()
