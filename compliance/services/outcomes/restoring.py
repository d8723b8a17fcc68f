"""Somebody comes back on the register, or gets a specialty back."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused
from cet_portal.core.workflow import lock
from compliance import workflow
from compliance.enums import Stake
from compliance.models import Removal
from compliance.notifications.outcomes import RestoredToRegister
from registrants import queries as register_queries
from registrants import rules as register_rules
from registrants import services as register_services


@transaction.atomic
def restore(
    *,
    removal: Removal,
    start: date,
    number: str = "",
    specialties: Collection[str] = (),
    actor: Actor,
    at: datetime,
) -> Removal:
    """A new entry from `start` on, under the number there was or a new one; told at once.

    From the day of the removal itself it is as if there had been none, since entries that follow
    one another without a free day are one time on the register. `specialties`: which of those
    taken off come back; for a removal of specialties alone all that were. Refused for a day
    before the removal, for a number of somebody else, and for somebody who is there already.
    """
    workflow_refusal = workflow.removal.refusal(lock(removal), "restore", actor=actor, at=at)
    if workflow_refusal:
        raise Refused(workflow_refusal)
    register_services.hold_people(people=[removal.registrant_id], actor=actor, at=at)
    if start < removal.of_day:
        words = {"day": date_format(removal.of_day, "j F Y")}
        raise Refused(
            Refusal(_("The removal begins on %(day)s: choose that day or later.") % words)
        )
    if removal.stake == Stake.NAME:
        _enter(removal, start, number, actor=actor, at=at)
    back = set(removal.specialties) if removal.stake == Stake.SPECIALTY else set(specialties)
    for specialty in sorted(back & set(removal.specialties)):
        register_services.add_specialty(
            registrant=removal.registrant, specialty=specialty, start=start, actor=actor, at=at
        )
    restored = workflow.removal.move(removal, "restore", actor=actor, at=at, restored_on=start)
    RestoredToRegister(restored).send(at=at)
    return restored


def _enter(removal: Removal, start: date, number: str, *, actor: Actor, at: datetime) -> None:
    person = removal.registrant
    entry = next(each for each in removal.ended if each["of"] == "entry")
    wanted = register_rules.normalise_number(number) if number.strip() else entry["number"]
    if wanted is None:
        raise Refused(Refusal(_("“%(number)s” is no registration number.") % {"number": number}))
    if register_queries.number_is_of(wanted) - {person.pk}:
        raise Refused(Refusal(_("Somebody else has the number %(number)s.") % {"number": wanted}))
    if register_queries.in_force(start).filter(registrant=person).exists():
        raise Refused(Refusal(_("This person is on the register already.")))
    register_services.enter_on_register(
        forenames=person.forenames,
        surname=person.surname,
        date_of_birth=person.date_of_birth,
        profession=entry["profession"],
        number=wanted,
        start=start,
        registrant=person,
        actor=actor,
        at=at,
    )
