"""Threads about the register: a file that was taken over, and one that a second person looks at."""

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.core.clock import london_date
from cet_portal.core.spreadsheets import csv_lines
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import World
from registrants import services
from registrants.enums import ImportKind
from registrants.models import RegisterImport
from registrants.rules.importing.columns import HEADINGS

STUDENT = {
    "number": "SO-31007",
    "forenames": "Li",
    "surname": "Chen",
    "born": "2004-11-30",
    "register": "student optometrist",
}
UNCLEAR = {**STUDENT, "number": "SD-31012", "surname": "", "forenames": "Ola"}


def taken_over(world: World, *, at: datetime) -> Thread:
    """Changes with a new student, and a row that makes no sense."""
    yield at
    since = (london_date(at) - timedelta(days=20)).isoformat()
    rows = [{**STUDENT, "start": since}, {**UNCLEAR, "start": since}]
    sent = send(world, "changes.csv", rows, at=at)
    yield (looked := at + timedelta(minutes=20))
    services.take_over(register_import=sent, actor=world.actor("Daniel Osei", "staff"), at=looked)


def to_look_at(world: World, *, at: datetime) -> Thread:
    """Changes that nobody has taken over yet: the student's surname."""
    yield at
    since = (london_date(at) - timedelta(days=60)).isoformat()
    rows = [{**STUDENT, "number": "SD-31020", "forenames": "Mo", "start": since, "register": ""}]
    send(world, "more-changes.csv", rows, at=at)


def send(world: World, name: str, rows: list[dict[str, str]], *, at: datetime) -> RegisterImport:
    """Staff send a file, which is read at once."""
    lines = csv_lines(
        HEADINGS.values(), ([row.get(column, "") for column in HEADINGS] for row in rows)
    )
    sent = services.receive_register(
        file=SimpleUploadedFile(name, "".join(lines).encode()),
        kind=ImportKind.CHANGES,
        of_day=london_date(at),
        actor=world.actor("Daniel Osei", "staff"),
        at=at,
    )
    return services.read_import_now_or_later(register_import=sent, at=at)
