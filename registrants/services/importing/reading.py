"""A kept file is read and compared with the register."""

from datetime import datetime

from django.db import transaction

from cet_portal.core.actor import CLOCK
from cet_portal.core.garbage import collection_rests
from cet_portal.core.reading.files import records_in
from cet_portal.core.reading.lines import Unreadable
from cet_portal.core.workflow import lock
from registrants import queries, workflow
from registrants.enums import ImportStatus
from registrants.models import RegisterImport
from registrants.rules.importing import columns
from registrants.rules.importing.age import too_old
from registrants.rules.importing.comparing import compare
from registrants.rules.importing.known import Plan
from registrants.rules.importing.rows import Said
from registrants.rules.importing.swapped import swapped
from registrants.rules.importing.tables import table_of
from registrants.services.importing.previewing import keep_plan

# After so many rows the page is told how far it is.
TELL_AFTER = 5_000


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


def _tell(register_import: RegisterImport, done: int, position: int) -> None:
    size = register_import.file.size
    RegisterImport.objects.filter(pk=register_import.pk).update(
        rows_done=done, rows=max(done, done * size // max(position, 1))
    )
