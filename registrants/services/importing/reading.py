"""A kept file is read and compared with the register."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from cet_portal.core.actor import CLOCK
from cet_portal.core.copying import copy_rows
from cet_portal.core.garbage import collection_rests
from cet_portal.core.reading.files import records_in
from cet_portal.core.reading.lines import Unreadable
from cet_portal.core.workflow import lock
from registrants import queries, workflow
from registrants.enums import ImportStatus
from registrants.models import ImportRow, RegisterImport
from registrants.rules.importing import columns
from registrants.rules.importing.comparing import compare
from registrants.rules.importing.known import Found, Plan
from registrants.rules.importing.rows import Said
from registrants.rules.importing.tables import table_of
from registrants.rules.importing.whole import swapped, too_old

# After so many rows the page is told how far it is.
TELL_AFTER = 5_000
COLUMNS = (
    "register_import_id",
    "line",
    "number",
    "differences",
    "registrant_id",
    "values",
    "changes",
    "reason",
)


def read_register(*, register_import: RegisterImport, at: datetime) -> RegisterImport:
    """Read the file and keep what it would change; safe to run again after any interruption."""
    register_import.refresh_from_db()
    if register_import.status != ImportStatus.READING:
        return register_import
    try:
        with collection_rests():
            plan = plan_of(register_import, tell=True)
    except Unreadable as unreadable:
        return workflow.register_import.move(
            register_import, "give_up", actor=CLOCK, at=at, problem=str(unreadable)
        )
    with transaction.atomic():
        current = lock(register_import)
        if current.status != ImportStatus.READING:
            return current
        return workflow.register_import.move(
            current, "show", actor=CLOCK, at=at, **keep_plan(current, plan)
        )


def plan_of(register_import: RegisterImport, *, tell: bool = False) -> Plan:
    """What the file would change of the register as it is now. Raises `Unreadable`.

    With `tell` the import's row says from time to time how many rows are read.
    """
    register_import.file.file.open("rb")
    with register_import.file.file as file:
        records, _note = records_in(file.file, columns.SIGNS)
        table = table_of(records, register_import.of_day)
        rows: list[Said] = []
        for row in table.rows:
            rows.append(row)
            if tell and len(rows) % TELL_AFTER == 0:
                _tell(register_import, len(rows), file.file.tell())
    known = queries.known_register()
    of_day, kind = register_import.of_day, register_import.kind
    problem = swapped(rows, known) or too_old(
        rows,
        known,
        kind=kind,
        of_day=of_day,
        committed=queries.last_committed(besides=register_import),
    )
    if problem:
        raise Unreadable(problem)
    held = [each for each in columns.SPECIALTIES if f"{each}:from" in table.layout]
    return compare(rows, known, kind=kind, of_day=of_day, specialties=held)


def keep_plan(register_import: RegisterImport, plan: Plan) -> dict:
    """Write what would change, instead of what was there; returns the fields of the import."""
    register_import.changed.all().delete()
    copy_rows(ImportRow._meta.db_table, COLUMNS, (_row(register_import, f) for f in plan.found))
    counts = Counter(difference for found in plan.found for difference in found.differences)
    return {
        "rows": plan.rows,
        "rows_done": plan.rows,
        "counts": {**counts, "UNCHANGED": plan.unchanged},
        "share_ended": min(plan.share, 1000),
        "problem": "",
    }


def is_as_shown(register_import: RegisterImport, plan: Plan) -> bool:
    """Would it change today what the preview showed?"""
    shown = register_import.changed.order_by("pk").values_list(*COLUMNS[1:])
    return [tuple(row) for row in shown] == [
        tuple(_row(register_import, found)[1:]) for found in plan.found
    ]


def _row(register_import: RegisterImport, found: Found) -> tuple:
    return (
        register_import.pk,
        found.line,
        found.number[:40],
        found.differences,
        found.person,
        found.values,
        found.changes,
        found.reason,
    )


def _tell(register_import: RegisterImport, done: int, position: int) -> None:
    size = register_import.file.size
    RegisterImport.objects.filter(pk=register_import.pk).update(
        rows_done=done, rows=max(done, done * size // max(position, 1))
    )
