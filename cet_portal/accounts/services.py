"""Writes about accounts."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.accounts import queries
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Role
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused


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
    Refused for an address that has an account, also when two are opened at once.
    """
    user = User(email=email.lower(), name=name, roles=list(roles))
    user.password = password_hash or make_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:  # somebody was quicker with the same address
        raise Refused(
            Refusal(_("%(email)s has an account already.") % {"email": user.email})
        ) from None
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    audit.record("account.open", user, actor=actor, at=at, roles=list(roles))
    return user


@transaction.atomic
def send_first_password_link(*, user: User, actor: Actor, at: datetime) -> None:
    """Mail the link with which a person whose account was opened for them sets a password.

    It is the link of allauth's password reset, so it works once and for as long as that one.
    Not in the outbox, which the person can read in the portal and which keeps what it sent.
    """
    uid, token = user_pk_to_url_str(user), default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    context = {
        "user": user,
        "roles": [str(Role(role).label) for role in user.roles],
        "password_set_url": settings.SITE_ADDRESS + path,
        "site_address": settings.SITE_ADDRESS,
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
    }
    audit.record("account.send_first_password_link", user, actor=actor, at=at)
    # Not `send_mail`, which asks a request for the site.
    get_adapter().render_mail("account/email/account_opened", user.email, context).send()


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
