"""Somebody comes back on the register, or gets a specialty back."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from compliance import permissions, workflow
from compliance.enums import RemovalStatus, RestorationAct, Stake
from compliance.models import CycleDispute, ExceptionRequest, Removal
from compliance.notifications.outcomes import RemovalTakenBack, RestoredToRegister
from compliance.services.outcomes.noting import note, tell_of
from registrants import queries as register_queries
from registrants import rules as register_rules
from registrants import services as register_services
from registrants.queries import putting_right
from registrants.queries.putting_right import ENTRY


@transaction.atomic
def restore(
    *,
    removal: Removal,
    start: date,
    reason: str,
    number: str = "",
    specialties: Collection[str] = (),
    actor: Actor,
    at: datetime,
) -> Removal:
    """A new entry from `start` on, under the number there was or a new one; told at once.

    From the day of the removal itself it is as if there had been none, since entries that follow
    one another without a free day are one time on the register. `specialties`: which of those
    taken off come back; for a removal of specialties alone all that were. Refused for a day
    before the removal or more than 90 days ahead, without a reason, for a number of somebody else,
    for somebody who is there already, and to everybody but the CET manager.
    """
    register_services.hold_people(people=[removal.registrant_id], actor=actor, at=at)
    require(workflow.removal.refusal(lock(removal), "restore", actor=actor, at=at))
    require(permissions.may_restore_from(removal, start, today=london_date(at)))
    if not reason.strip():
        raise Refused(Refusal(_("Give the reason: the registrant reads it.")))
    if removal.stake == Stake.NAME:
        _enter(removal, start, number, actor=actor, at=at)
    back = set(removal.specialties) if removal.stake == Stake.SPECIALTY else set(specialties)
    for specialty in sorted(back & set(removal.specialties)):
        register_services.add_specialty(
            registrant=removal.registrant, specialty=specialty, start=start, actor=actor, at=at
        )
    restored = workflow.removal.move(
        removal,
        "restore",
        actor=actor,
        at=at,
        restored_on=start,
        restored_because=reason.strip(),
    )
    step = note(
        removal=restored,
        act=RestorationAct.RESTORE,
        written=[
            each
            for each in putting_right.begun_on(removal.registrant_id, start)
            if (removal.stake == Stake.NAME if each["of"] == ENTRY else each["specialty"] in back)
        ],
        reason=reason,
        actor=actor,
        at=at,
    )
    tell_of(RestoredToRegister(restored, step), restored, actor=actor, at=at)
    return restored


def check_restoration(*, removal: Removal, actor: Actor, at: datetime, **said: Any) -> None:
    """Refused where `restore` would be, by doing it and taking all of it back."""
    with transaction.atomic():
        restore(removal=removal, actor=actor, at=at, **said)
        transaction.set_rollback(True)


@transaction.atomic
def take_back(
    *, case: ExceptionRequest | CycleDispute, actor: Actor, at: datetime
) -> Removal | None:
    """A removal after the cycle of the case that is not in force yet is taken back, as if it had
    never been recorded, and its person told; None if there is none.

    By the portal itself, because of an exception or a dispute: its person asked, or was right.
    Call it under `hold_people`.
    """
    rows = Removal.objects.filter(
        registrant=case.registrant_id,
        cycle=case.cycle,
        status=RemovalStatus.REMOVED,
        of_day__gt=london_date(at),
    )
    removal = rows.select_for_update(of=("self",)).select_related("registrant").first()
    if removal is None:
        return None
    register_services.take_back_end(
        registrant=removal.registrant,
        ended=removal.ended,
        of_day=removal.of_day,
        actor=actor,
        at=at,
    )
    back = workflow.removal.move(
        removal,
        "take_back",
        actor=CLOCK,
        at=at,
        reason=case.reference,
        restored_on=removal.of_day,
    )
    tell_of(RemovalTakenBack(back, case), back, actor=CLOCK, at=at)
    return back


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
