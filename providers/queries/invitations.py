"""Invitations to belong to a provider."""

from cet_portal.core.actor import Actor
from providers.enums import InvitationStatus
from providers.models import Invitation, ProviderMembership


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
