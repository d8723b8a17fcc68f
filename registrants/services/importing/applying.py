"""What an import changes is written: set by set, in the caller's transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.copying import copy_rows
from registrants.models import FormerSurname, RegisterEntry, Registrant, SpecialtyEntry
from registrants.rules.importing.known import Plan


def lock_register() -> None:
    """Nobody else writes entries, specialties or former surnames until the transaction ends;
    everybody may read them, and points may be written."""
    tables = (RegisterEntry, SpecialtyEntry, FormerSurname)
    names = ", ".join(connection.ops.quote_name(each._meta.db_table) for each in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def apply(plan: Plan, *, reference: str, actor: Actor, at: datetime) -> int:
    """Write the plan, with an audit entry for each person; returns how many people it touched."""
    keys = _new_people(plan)

    def person(handle: int) -> int:
        return keys.get(handle, handle)

    _update("registrants_registrant", _PERSON, plan.people_changed)
    FormerSurname.objects.bulk_create(
        (
            FormerSurname(registrant_id=person(who), surname=name, surname_key=key, until=until)
            for who, name, key, until in plan.former
        ),
        ignore_conflicts=True,
    )
    # First what ends, so that a period never meets the one that follows it.
    _update("registrants_registerentry", _ENTRY, plan.entries_changed)
    _update("registrants_specialtyentry", _SPECIALTY, plan.specialties_changed)
    copy_rows(
        RegisterEntry._meta.db_table,
        ("registrant_id", "profession", "number", "start", "end"),
        ((person(who), *entry) for who, *entry in plan.entries_new),
    )
    copy_rows(
        SpecialtyEntry._meta.db_table,
        ("registrant_id", "specialty", "start", "end"),
        ((person(who), *specialty) for who, *specialty in plan.specialties_new),
    )
    audit.copy_many(
        "register.import",
        Registrant._meta.label,
        (
            (person(who), number, {"import": reference, "differences": differences})
            for who, (number, differences) in plan.touched.items()
        ),
        actor=actor,
        at=at,
    )
    return len(plan.touched)


def _new_people(plan: Plan) -> dict[int, int]:
    """Write the people who are new; returns the key of each by its number in the plan."""
    if not plan.people_new:
        return {}
    table = Registrant._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, len(plan.people_new)],
        )
        given = [key for (key,) in cursor.fetchall()]
    keys = {new[0]: key for new, key in zip(plan.people_new, given, strict=True)}
    copy_rows(
        table,
        ("id", "forenames", "surname", "surname_key", "date_of_birth"),
        ((keys[handle], *facts) for handle, *facts in plan.people_new),
    )
    return keys


_PERSON = ("forenames", "surname", "surname_key", "date_of_birth")
_ENTRY = ("profession", "start", "end")
_SPECIALTY = ("start", "end")


def _update(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set `columns` of the rows whose key stands first. The names are all from this module."""
    rows = list(rows)
    if not rows:
        return
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, ("id", *columns)))
    set_to = ", ".join(f"{quote(name)} = changed.{quote(name)}" for name in columns)
    make = f"CREATE TEMPORARY TABLE changed AS SELECT {names} FROM {table} LIMIT 0"  # noqa: S608
    take = f"UPDATE {table} AS kept SET {set_to} FROM changed WHERE kept.id = changed.id"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(make)
        copy_rows("changed", ("id", *columns), rows)
        cursor.execute(take)
        cursor.execute("DROP TABLE changed")
