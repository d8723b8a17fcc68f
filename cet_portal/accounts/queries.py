"""Reads about accounts."""

from collections.abc import Collection
from datetime import datetime

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt

from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Role
from cet_portal.core.actor import Actor
from cet_portal.core.models import OutboxMessage
from cet_portal.core.notifications import Recipient
from cet_portal.core.remembering import remembered


def messages_of(actor: Actor):
    """Everything ever mailed to this person, newest first."""
    return OutboxMessage.objects.filter(user_id=actor.user_id).order_by("-created_at", "-pk")


@remembered(seconds=30)
def recipient(user_id: int) -> Recipient:
    """The address of one account."""
    return Recipient(User.objects.values_list("email", flat=True).get(pk=user_id), user_id)


def security_code(email: str, *, at: datetime) -> str | None:
    """The code that this account's app shows at the real instant `at`; None without codes.

    For the demonstration, where nobody holds the telephone.
    """
    codes = Authenticator.objects.filter(
        user__email__iexact=email, type=Authenticator.Type.TOTP
    ).first()
    if codes is None:
        return None
    secret = decrypt(codes.data["secret"])
    counter = int(at.timestamp()) // app_settings.TOTP_PERIOD
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def accounts_with(emails: Collection[str]):
    """The accounts in use that have one of these addresses, in the order they were opened."""
    return User.objects.filter(email__in=emails, is_active=True).order_by("pk")


def account(email: str) -> User | None:
    """The account with this address."""
    return User.objects.filter(email__iexact=email).first()


@remembered(seconds=30)
def holders_of(role: str) -> list[Recipient]:
    """Where messages to everybody with this global role go."""
    found = User.objects.filter(is_active=True, roles__contains=[role]).order_by("pk")
    return [Recipient(user.email, user.pk) for user in found]


def cet_managers() -> list[Recipient]:
    """Where messages to the CET manager go; to all GOC staff while nobody is one."""
    return holders_of(Role.CET_MANAGER) or holders_of(Role.GOC_STAFF)
