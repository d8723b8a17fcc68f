"""What the worker does with large imports, and what stood still because it was killed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import permissions_of
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.queue import enqueue
from registrants import notifications, workflow
from registrants.enums import ImportStatus
from registrants.models import RegisterImport
from registrants.services.importing.alone import alone_with
from registrants.services.importing.carrying_out import carry_out, starter_of
from registrants.services.importing.reading import read_register

# Files up to these many bytes are read at once; a workbook is compressed.
MOST_BYTES_AT_ONCE = 300_000
MOST_BYTES_OF_A_WORKBOOK = 60_000
# What was sent so long ago and still works may have lost its worker.
PATIENCE = timedelta(minutes=1)
# What could not be read after so long never can be.
GIVEN_UP_AFTER = timedelta(hours=1)


def is_large(register_import: RegisterImport) -> bool:
    """Is its file for the worker?"""
    packed = register_import.file.name.lower().endswith((".xlsx", ".xlsm"))
    most = MOST_BYTES_OF_A_WORKBOOK if packed else MOST_BYTES_AT_ONCE
    return register_import.file.size > most


def read_import_now_or_later(*, register_import: RegisterImport, at: datetime) -> RegisterImport:
    """Read a small file at once; a large one is left to the worker."""
    if is_large(register_import):
        enqueue("registrants.read_import", import_id=register_import.pk)
        return register_import
    with alone_with(register_import) as mine:
        return read_register(register_import=register_import, at=at) if mine else register_import


def read_import_in_background(*, register_import: RegisterImport, at: datetime) -> None:
    """The worker reads; whoever sent it is told."""
    with alone_with(register_import) as mine:
        if not mine or register_import.status != ImportStatus.READING:
            return
        read = read_register(register_import=register_import, at=at)
        if read.status in (ImportStatus.PREVIEWED, ImportStatus.UNREADABLE):
            notifications.ImportRead(read, at).send(at=at)


def take_over_in_background(*, register_import: RegisterImport, at: datetime) -> None:
    """The worker takes over, in the name of the person who asked for it, and tells them."""
    with alone_with(register_import) as mine:
        if not mine or register_import.status != ImportStatus.COMMITTING:
            return
        user_id, name, role = starter_of(register_import)
        actor = Actor(
            user_id=user_id, name=name, role=role, permissions=permissions_of(*filter(None, [role]))
        )
        with transaction.atomic():
            done = carry_out(register_import=register_import, actor=actor, at=at)
            notifications.ImportTakenOver(done, user_id, at).send(at=at)


def resume_import(*, register_import: RegisterImport, at: datetime) -> None:
    """Ask for the work again. A worker that is at it holds the lock, so asking costs nothing; a
    file that brings down every worker is given up after an hour."""
    if register_import.status == ImportStatus.COMMITTING:
        enqueue("registrants.take_over_import", import_id=register_import.pk)
    elif register_import.made_at < at - GIVEN_UP_AFTER:
        _give_up(register_import, at)
    else:
        enqueue("registrants.read_import", import_id=register_import.pk)


@transaction.atomic
def _give_up(register_import: RegisterImport, at: datetime) -> None:
    problem = _(
        "The portal could not read this file, although it tried for an hour. Save it as CSV and "
        "send that."
    )
    given_up = workflow.register_import.move(
        register_import, "give_up", actor=CLOCK, at=at, problem=problem
    )
    notifications.ImportRead(given_up, at).send(at=at)
