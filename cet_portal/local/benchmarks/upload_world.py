"""What uploads are measured against: a register, a provider with approved CET, files of rows."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import openpyxl

from approvals.models import AudienceApproval, CetApplication
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Role
from cet_portal.core.clock import london_date
from cet_portal.core.copying import copy_rows
from cet_portal.scheme import queries as scheme_queries
from providers.enums import ListingStatus
from providers.models import Provider, ProviderListing, ProviderMembership
from registrants.models import FormerSurname, RegisterEntry, Registrant, SpecialtyEntry
from registrants.rules import surname_key
from sessions_events.models import Event, Session

SINCE = date(2015, 1, 1)
# Of a hundred people: dispensing opticians, prescribers, people with a former surname.
DISPENSING, PRESCRIBERS, RENAMED = 15, 5, 10
# Of a hundred rows.
DAMAGED = 2
# fmt: off
NAMES = [
    "Smith", "Jones", "Marsh", "Patel", "O'Neil", "Müller", "Williams", "Taylor", "Brown",
    "Davies", "Khan", "Begum", "Hussain", "Evans", "Wilson", "Thomas", "Roberts", "Johnson",
    "Lewis", "Walker", "Robinson", "Wood", "Thompson", "White", "Watson", "Jackson", "Wright",
    "Green", "Harris", "Cooper", "King", "Lee", "Martin", "Clarke", "James", "Morgan", "Hughes",
    "Edwards", "Hill", "Moore",
]
# fmt: on


@dataclass(frozen=True)
class World:
    """People as (number, surname), and the CET that was delivered."""

    people: list[tuple[str, str]]
    user: User
    application: CetApplication


def fill(people: int, at: datetime) -> World:
    """Write so many people and all that an event needs."""
    chance = Random(4)
    known = [_person(number, chance) for number in range(people)]
    columns = ("id", "forenames", "surname", "surname_key", "date_of_birth")
    copy_rows(
        Registrant._meta.db_table,
        columns,
        (
            (key, "Ada", surname, surname_key(surname), date(1980, 5, 17))
            for key, (_number, surname) in enumerate(known, start=1)
        ),
    )
    RegisterEntry.objects.bulk_create(
        (
            RegisterEntry(
                registrant_id=key,
                profession="DISPENSING_OPTICIAN" if number[0] == "D" else "OPTOMETRIST",
                number=number,
                start=SINCE,
            )
            for key, (number, _surname) in enumerate(known, start=1)
        ),
        batch_size=5_000,
    )
    optometrists = [key for key, (number, _name) in enumerate(known, start=1) if number[0] != "D"]
    prescribing = chance.sample(optometrists, people * PRESCRIBERS // 100)
    SpecialtyEntry.objects.bulk_create(
        SpecialtyEntry(registrant_id=key, specialty="INDEPENDENT_PRESCRIBING", start=SINCE)
        for key in prescribing
    )
    FormerSurname.objects.bulk_create(
        FormerSurname(
            registrant_id=key, surname="Before", surname_key="before", until=date(2020, 5, 1)
        )
        for key in chance.sample(range(1, people + 1), people * RENAMED // 100)
    )
    return World(known, *_provider(at))


def _person(number: int, chance: Random) -> tuple[str, str]:
    prefix = "D" if number % 100 < DISPENSING else "01"
    one, other = chance.choice(NAMES), chance.choice(NAMES)
    return f"{prefix}-{20_000 + number}", one if number % 3 else f"{one}-{other}"


def _provider(at: datetime) -> tuple[User, CetApplication]:
    provider = Provider.objects.create(name="Leeds Education", email="bookings@example.org")
    user = User.objects.create(email="admin@benchmark.example.org", name="Sam Reed", password="!")
    ProviderMembership.objects.create(
        provider=provider, user=user, roles=[Role.SYSTEM_ADMINISTRATOR]
    )
    first = london_date(at) - timedelta(days=90)
    ProviderListing.objects.create(
        provider=provider,
        start=first,
        end=first + timedelta(days=364),
        status=ListingStatus.LISTED,
    )
    application = CetApplication.objects.create(
        c_number="C-90001",
        provider=provider,
        status="APPROVED",
        title="Dry eye in practice",
        modality=scheme_queries.modalities().get(code="WORKSHOP"),
        made_at=at,
        made_by_id=user.pk,
        saved_at=at,
        saved_by=user.name,
        decided_at=at,
        approval_ends=scheme_queries.cycle_on(london_date(at)).last_day,
    )
    for audience, kind in (
        ("OPTOMETRIST", "GENERAL"),
        ("DISPENSING_OPTICIAN", "GENERAL"),
        ("THERAPEUTIC_PRESCRIBER", "SPECIALIST"),
    ):
        AudienceApproval.objects.create(
            application=application,
            audience=audience,
            kind=kind,
            specialty="INDEPENDENT_PRESCRIBING" if kind == "SPECIALIST" else "",
            total=2,
            interactive=1,
            units=["O1"],
        )
    return user, application


def event(world: World, number: int, at: datetime) -> Event:
    """One more event of the CET, delivered yesterday and declared."""
    start = at - timedelta(days=1)
    day = london_date(start)
    owner = {"provider": world.application.provider, "made_at": at, "made_by_id": world.user.pk}
    session = Session.objects.create(
        s_number=f"S-{90_000 + number}", name="Leeds evening", start=day, end=day, **owner
    )
    return Event.objects.create(
        ev_number=f"EV-{90_000 + number}",
        session=session,
        application=world.application,
        status="DECLARED",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        **owner,
    )


def write_file(world: World, rows: int, path: Path) -> None:
    """A list of so many rows; those beyond the register's length are there twice."""
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Attendance")
        for cells in _cells(world, rows):
            sheet.append(cells)
        book.save(path)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_cells(world, rows))


def _cells(world: World, rows: int) -> Iterator[tuple[str, str]]:
    chance = Random(rows)
    yield "GOC number", "Surname"
    order = list(world.people)
    chance.shuffle(order)
    for place in range(rows):
        number, surname = order[place % len(order)]
        if chance.randrange(100) < DAMAGED:
            number, surname = _damaged(number, surname, place)
        yield number, surname


def _damaged(number: str, surname: str, place: int) -> tuple[str, str]:
    return (
        (number.replace("01-", "1"), surname),
        (number.replace("0", "O"), surname),
        (number, "Nobody"),
        (f"{number}.0", surname),
        (surname, number),
        (f"99{number[2:]}", surname),
    )[place % 6]
