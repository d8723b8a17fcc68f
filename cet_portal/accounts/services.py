"""Writes about accounts."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.hashers import make_password
from django.db import transaction

from cet_portal.accounts import queries
from cet_portal.accounts.models import User
from cet_portal.core import audit
from cet_portal.core.actor import Actor


@transaction.atomic
def open_account(
    *,
    email: str,
    name: str,
    password: str | None,
    password_hash: str | None = None,
    roles: list[str],
    actor: Actor,
    at: datetime,
) -> User:
    """An account with a verified address. `password` None: to be set by the reset mail.

    `password_hash`: for accounts made many at a time, a password that was hashed before.
    """
    user = User(email=email.lower(), name=name, roles=list(roles))
    user.password = password_hash or make_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    audit.record("account.open", user, actor=actor, at=at, roles=list(roles))
    return user


@transaction.atomic
def set_up_security_codes(*, user: User, actor: Actor, at: datetime) -> None:
    """Security codes for an account that no person sets up: the demonstration's, and tests'.

    As allauth's own page does it: the secret is kept encrypted, recovery codes come with it.
    Nothing changes where codes are set up already.
    """
    if is_mfa_enabled(user):
        return
    totp.TOTP.activate(user, totp.generate_totp_secret())
    RecoveryCodes.activate(user)
    audit.record("account.set_up_security_codes", user, actor=actor, at=at)


def mark_read(*, message_id: int, actor: Actor, at: datetime) -> None:
    """The person has opened this message."""
    unread = queries.messages_of(actor).filter(pk=message_id, read_at__isnull=True)
    unread.update(read_at=at)
