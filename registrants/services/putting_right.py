"""An entry on the register that staff recorded wrongly is put right (docs/adr/0041)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from registrants.models import RegisterEntry, SpecialtyEntry
from registrants.queries.putting_right import as_it_stands


@transaction.atomic
def move_entry(
    *, entry: RegisterEntry, start: date, number: str, actor: Actor, at: datetime
) -> RegisterEntry:
    """The entry begins on another day, or has another number; what it was is in the audit trail.

    Call it under `hold_people`, and look before whether it meets another entry.
    """
    was = as_it_stands(entry)
    entry.start, entry.number = start, number
    entry.save(update_fields=["start", "number"])
    now = as_it_stands(entry)
    audit.record("register.move_entry", entry.registrant, actor=actor, at=at, was=was, now=now)
    return entry


@transaction.atomic
def move_specialty(
    *, held: SpecialtyEntry, start: date, actor: Actor, at: datetime
) -> SpecialtyEntry:
    """The specialty begins on another day. As with an entry."""
    was = as_it_stands(held)
    held.start = start
    held.save(update_fields=["start"])
    now = as_it_stands(held)
    audit.record("register.move_specialty", held.registrant, actor=actor, at=at, was=was, now=now)
    return held


@transaction.atomic
def take_off_record(
    *, entry: RegisterEntry | SpecialtyEntry, actor: Actor, at: datetime
) -> dict[str, Any]:
    """The period never was: it leaves the register. Returns everything that it said, which the
    caller keeps; the audit trail has it, too. Call it under `hold_people`."""
    was = as_it_stands(entry)
    audit.record("register.take_off_record", entry.registrant, actor=actor, at=at, was=was)
    entry.delete()
    return was
