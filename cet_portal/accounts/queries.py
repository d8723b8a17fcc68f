"""Reads about accounts."""

from cet_portal.accounts.models import User
from cet_portal.accounts.roles import STAFF_ROLES, Role
from cet_portal.core.actor import Actor
from cet_portal.core.models import OutboxMessage
from cet_portal.core.notifications import Recipient


def messages_of(actor: Actor):
    """Everything ever mailed to this person, newest first."""
    return OutboxMessage.objects.filter(user_id=actor.user_id).order_by("-created_at", "-pk")


def staff_recipients() -> list[Recipient]:
    """The CET managers, or all GOC staff where there is none."""
    for roles in ([Role.CET_MANAGER], list(STAFF_ROLES)):
        people = User.objects.filter(roles__overlap=roles, is_active=True)
        if people:
            return [Recipient(person.email, person.pk) for person in people]
    return []


def recipient(user_id: int) -> Recipient:
    """The address of one account."""
    return Recipient(User.objects.values_list("email", flat=True).get(pk=user_id), user_id)
