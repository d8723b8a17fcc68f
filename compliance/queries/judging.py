"""Many people judged as the record is now, in four queries however many they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from compliance.queries import facts
from compliance.queries.granted import credited, granted_to
from compliance.queries.report import by_person
from compliance.rules import Assessment, Period, Person, assess
from registrants import queries as register_queries
from registrants.enums import PointStatus


@dataclass(frozen=True, slots=True)
class JudgedNow:
    """A person of the register in a cycle, with everything that was read of them."""

    person: Person
    found: Assessment


def judged_now(
    keys: Iterable[int], period: Period, *, until: date | None = None, accept: Iterable[int] = ()
) -> dict[int, JudgedNow]:
    """Each of these people. `until`: lines up to this day are read, too; `accept`: lines that
    are taken as accepted, to see what settling them would do."""
    keys = list(keys)
    people = register_queries.people(keys)
    entries = by_person(
        register_queries.entries_of(people).values_list(*facts.ENTRY_FIELDS, named=True)
    )
    specialties = by_person(
        register_queries.specialties_of(people).values_list(*facts.SPECIALTY_FIELDS, named=True)
    )
    last = max(period.last_day, until or period.last_day)
    lines = by_person(
        register_queries.lines_of(people, period.first_day, last).values_list(
            *facts.LINE_FIELDS, named=True
        )
    )
    accepted = frozenset(accept)
    granted = granted_to(keys, period)
    found = {}
    for key in people.values_list("pk", flat=True):
        rows = [_as_asked(line, period, accepted) for line in lines[key]]
        known = credited(facts.person(entries[key], specialties[key], rows), granted.get(key))
        found[key] = JudgedNow(known, assess(known, period))
    return found


def _as_asked(line: Any, period: Period, accepted: frozenset[int]) -> Any:
    if line.pk in accepted:
        line = line._replace(status=PointStatus.ACCEPTED)
    if line.event_date > period.last_day:
        # Asked whether it makes up the shortfall, for which it may be noted already.
        line = line._replace(made_up__used=None)
    return line
