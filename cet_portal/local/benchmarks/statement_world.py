"""What the statement is measured against: registrants with accounts and lines of the ledger."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.test import Client

from cet_portal.accounts.models import User
from cet_portal.core.clock import london_date
from cet_portal.local.benchmarks import measuring
from cet_portal.scheme import queries as scheme_queries
from registrants.models import PointEntry, RegisterEntry, Registrant
from registrants.rules import surname_key

SINCE = date(2010, 1, 1)
YEARS = 10
SPECIALIST, PEER_REVIEW = 10, 15  # every so manieth line


def registrants(number: int, first: int) -> list[Registrant]:
    """So many people on the register with accounts; their numbers begin at `first`."""
    users = User.objects.bulk_create(
        User(email=f"r{first + place}@benchmark.example.org", name="Ada Marsh", password="!")
        for place in range(number)
    )
    people = Registrant.objects.bulk_create(
        Registrant(
            forenames="Ada",
            surname="Marsh",
            surname_key=surname_key("Marsh"),
            date_of_birth=date(1980, 5, 17),
            user=user,
        )
        for user in users
    )
    RegisterEntry.objects.bulk_create(
        RegisterEntry(
            registrant=person, profession="OPTOMETRIST", number=f"01-{first + place}", start=SINCE
        )
        for place, person in enumerate(people)
    )
    return people


def browser_of(person: Registrant) -> Client:
    """A browser in which this person is signed in."""
    if person.user is None:
        raise RuntimeError(f"{person} has no account")
    return measuring.signed_in(person.user)


def write_record(person: Registrant, entries: int, at: datetime) -> None:
    """Accepted lines over ten years, up to the day before `at`."""
    today = london_date(at)
    days = [today - timedelta(days=1 + place * YEARS * 365 // entries) for place in range(entries)]
    PointEntry.objects.bulk_create(_lines(person, "ACCEPTED", days, at, first=10_000))


def write_pending(people: Iterable[Registrant], number: int, at: datetime) -> None:
    """So many lines of this cycle that wait, for each of these people."""
    day = max(
        london_date(at) - timedelta(days=1), scheme_queries.cycle_on(london_date(at)).first_day
    )
    PointEntry.objects.bulk_create(
        (
            line
            for person in people
            for line in _lines(person, "PENDING", [day] * number, at, first=50_000)
        ),
        batch_size=5_000,
    )


def _lines(
    person: Registrant, status: str, days: list[date], at: datetime, *, first: int
) -> Iterator[PointEntry]:
    number = person.entries.values_list("number", flat=True).get()
    last_days: dict[int, date] = {}
    for place, day in enumerate(days):
        if day.year not in last_days:
            last_days[day.year] = scheme_queries.cycle_on(day).last_day
        special = place % SPECIALIST == 0
        yield PointEntry(
            registrant=person,
            number=number,
            status=status,
            event_reference=f"EV-{first + place}",
            event_date=day,
            c_number=f"C-{first + place}",
            title="Dry eye in practice: what the evidence says",
            provider_name="Leeds Education",
            audience="OPTOMETRIST",
            kind="SPECIALIST" if special else "GENERAL",
            specialty="INDEPENDENT_PRESCRIBING" if special else "",
            total=2,
            interactive=1,
            units=["O1"],
            peer_review=place % PEER_REVIEW == 1,
            arrived_at=at,
            due_on=last_days[day.year],
        )
