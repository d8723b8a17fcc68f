"""People with accounts: what they act as, and where messages go."""

from collections.abc import Iterable

from django.db.models import QuerySet

from cet_portal.accounts.contexts import Context
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Role
from cet_portal.core.actor import Actor
from cet_portal.core.membership import IsOneOf
from cet_portal.core.notifications import Recipient
from registrants.models import Registrant


def contexts_of(user: User) -> Iterable[Context]:
    """Acting as oneself on the register."""
    registrant = Registrant.objects.filter(user=user).first()
    if registrant:
        yield Context(
            key="registrant",
            label=Role.REGISTRANT.label,
            roles=(Role.REGISTRANT,),
            person_id=registrant.pk,
        )


def recipients(registrants: Iterable[int]) -> list[Recipient]:
    """Where messages to these people go; those without an account have no address here."""
    people = Registrant.objects.filter(pk__in=set(registrants), user__is_active=True)
    rows = people.order_by("pk").values_list("user__email", "user_id")
    return [Recipient(email, user_id) for email, user_id in rows]


def addresses_of(registrants: Iterable[int]) -> dict[int, Recipient]:
    """The same for each of them, by key."""
    people = Registrant.objects.filter(pk__in=set(registrants), user__is_active=True)
    rows = people.order_by("pk").values_list("pk", "user__email", "user_id")
    return {key: Recipient(email, user_id) for key, email, user_id in rows}


def with_account() -> QuerySet[Registrant]:
    """Everybody whom a message reaches."""
    return Registrant.objects.filter(user__is_active=True)


def without_account(people: Iterable[int]) -> QuerySet[Registrant]:
    """Those of these people whom no message reaches, by surname: they are written to by post."""
    rows = Registrant.objects.filter(IsOneOf("pk", set(people))).exclude(user__is_active=True)
    return rows.order_by("surname_key", "forenames", "pk")


def own_record(actor: Actor) -> Registrant:
    """The person themselves."""
    return Registrant.objects.prefetch_related("entries", "specialties").get(pk=actor.person_id)
