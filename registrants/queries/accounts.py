"""People with accounts: what they act as, and where messages go."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Min

from cet_portal.accounts.contexts import Context
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Role
from cet_portal.core.actor import Actor
from cet_portal.core.notifications import Recipient
from registrants.models import PointEntry, RegisterEntry, Registrant


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


def own_record(actor: Actor) -> Registrant:
    """The person themselves."""
    return Registrant.objects.prefetch_related("entries", "specialties").get(pk=actor.person_id)


def first_day_of_record(actor: Actor) -> date | None:
    """The first day on the register or, if it is earlier, of a line; None if there is neither."""
    first_line = PointEntry.objects.visible_to(actor).aggregate(day=Min("event_date"))["day"]
    entries = RegisterEntry.objects.filter(registrant_id=actor.person_id)
    first_entry = entries.aggregate(day=Min("start"))["day"]
    return min((day for day in (first_line, first_entry) if day), default=None)
