"""Reads of points that the registrar granted."""

from collections.abc import Iterable

from cet_portal.core.actor import Actor
from cet_portal.core.membership import IsOneOf
from registrants.models import Registrant, VoluntaryGrant
from registrants.rules.granting import there_on_the_day, will_not_count

Granted = tuple[int, tuple[tuple[str, int], ...]]


def grants_of(actor: Actor, person: Registrant):
    """Everything that was recorded for the person, the latest first."""
    rows = VoluntaryGrant.objects.visible_to(actor).filter(registrant=person)
    return rows.select_related("recorded_by").order_by("-pk")


def grant_in_force(person: int) -> VoluntaryGrant | None:
    """What counts for the person, if something was granted."""
    return VoluntaryGrant.objects.in_force().filter(registrant=person).first()


def what_will_not_count(person: Registrant) -> str:
    """What of a grant would count for nothing for this person, as a sentence."""
    held = there_on_the_day(person.specialties.all())
    return will_not_count(
        was_there=bool(there_on_the_day(person.entries.all())),
        held=[each.specialty for each in held],
    )


def granted_in_force(people: Iterable[int]) -> dict[int, Granted]:
    """Of these people who was granted something: general points, and those of each specialty."""
    rows = VoluntaryGrant.objects.in_force().filter(IsOneOf("registrant_id", set(people)))
    return _granted(rows)


def granted_between(first: int, last: int) -> dict[int, Granted]:
    """The same for everybody whose key lies between these."""
    return _granted(
        VoluntaryGrant.objects.in_force().filter(registrant_id__gte=first, registrant_id__lte=last)
    )


def _granted(rows) -> dict[int, Granted]:
    return {
        person: (general, tuple((name, points) for name, points in specialist))
        for person, general, specialist in rows.values_list(
            "registrant_id", "general", "specialist"
        )
        if general or specialist
    }
