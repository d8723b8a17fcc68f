"""Writes to the register: people, entries, names, specialties."""

from datetime import date, datetime, timedelta

from django.db import transaction

from cet_portal.accounts.models import User
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from registrants import rules
from registrants.models import FormerSurname, RegisterEntry, Registrant, SpecialtyEntry
from registrants.services import reminding


@transaction.atomic
def enter_on_register(
    *,
    forenames: str,
    surname: str,
    date_of_birth: date,
    profession: str,
    number: str,
    start: date,
    end: date | None = None,
    registrant: Registrant | None = None,
    actor: Actor,
    at: datetime,
) -> Registrant:
    """A new entry on the register; for a restored person give the `registrant` there was."""
    if registrant is None:
        registrant = Registrant.objects.create(
            forenames=forenames,
            surname=surname,
            surname_key=rules.surname_key(surname),
            date_of_birth=date_of_birth,
        )
    entry = RegisterEntry.objects.create(
        registrant=registrant, profession=profession, number=number, start=start, end=end
    )
    audit.record("register.enter", entry, actor=actor, at=at, number=number)
    return registrant


@transaction.atomic
def add_specialty(
    *,
    registrant: Registrant,
    specialty: str,
    start: date,
    end: date | None = None,
    actor: Actor,
    at: datetime,
) -> SpecialtyEntry:
    """A dated specialty against the person's name."""
    entry = SpecialtyEntry.objects.create(
        registrant=registrant, specialty=specialty, start=start, end=end
    )
    audit.record("register.add_specialty", entry, actor=actor, at=at, specialty=specialty)
    return entry


@transaction.atomic
def change_surname(
    *, registrant: Registrant, surname: str, on: date, actor: Actor, at: datetime
) -> Registrant:
    """From `on` the person has this surname; the one before is kept with its last day."""
    FormerSurname.objects.create(
        registrant=registrant,
        surname=registrant.surname,
        surname_key=registrant.surname_key,
        until=on - timedelta(days=1),
    )
    registrant.surname, registrant.surname_key = surname, rules.surname_key(surname)
    registrant.save(update_fields=["surname", "surname_key"])
    audit.record("register.change_surname", registrant, actor=actor, at=at, on=on.isoformat())
    return registrant


@transaction.atomic
def connect_account(
    *, registrant: Registrant, user: User, actor: Actor, at: datetime
) -> Registrant:
    """This account belongs to this person."""
    registrant.user = user
    registrant.save(update_fields=["user"])
    reminding.begin_reminding(registrant=registrant, actor=actor, at=at)
    audit.record("register.connect_account", registrant, actor=actor, at=at, user_id=user.pk)
    return registrant
