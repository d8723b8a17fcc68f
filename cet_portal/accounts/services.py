"""Writes about accounts."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from cet_portal.accounts import queries
from cet_portal.accounts.models import User
from cet_portal.core import audit
from cet_portal.core.actor import Actor


@transaction.atomic
def open_account(
    *, email: str, name: str, password: str | None, roles: list[str], actor: Actor, at: datetime
) -> User:
    """An account with a verified address. `password` None: to be set by the reset mail."""
    user = User(email=email.lower(), name=name, roles=list(roles))
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    audit.record("account.open", user, actor=actor, at=at, roles=list(roles))
    return user


def mark_read(*, message_id: int, actor: Actor, at: datetime) -> None:
    """The person has opened this message."""
    unread = queries.messages_of(actor).filter(pk=message_id, read_at__isnull=True)
    unread.update(read_at=at)
