"""Who would fall below the target of their cycle if lines of the ledger were taken back."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from compliance.queries import facts
from compliance.queries.cycles import period_on, periods
from compliance.rules import Period, Person, assess
from registrants import queries as register_queries


def below_target(lines: Collection[int], today: date) -> int:
    """How many people meet their requirements now, and would not without these lines.

    In four queries for each cycle that the lines belong to; one event has one, as a rule.
    """
    gone = {str(key) for key in lines}
    people: dict[Period, set[int]] = defaultdict(set)
    known = periods(today)
    for person, day in register_queries.whose(lines):
        period = period_on(day, known)
        if period:
            people[period].add(person)
    return sum(
        _falls(person, gone, period)
        for period, keys in people.items()
        for person in _judged(keys, period)
    )


def _judged(keys: set[int], period: Period) -> list[Person]:
    found = register_queries.people(keys)
    rows = {
        "entries": register_queries.entries_of(found).values_list(*facts.ENTRY_FIELDS, named=True),
        "specialties": register_queries.specialties_of(found).values_list(
            *facts.SPECIALTY_FIELDS, named=True
        ),
        "lines": register_queries.lines_of(found, period.first_day, period.last_day).values_list(
            *facts.LINE_FIELDS, named=True
        ),
    }
    grouped: dict[str, dict[int, list]] = {name: defaultdict(list) for name in rows}
    for name, found_rows in rows.items():
        for row in found_rows:
            grouped[name][row.registrant_id].append(row)
    return [
        facts.person(grouped["entries"][key], grouped["specialties"][key], grouped["lines"][key])
        for key in keys
    ]


def _falls(person: Person, gone: set[str], period: Period) -> bool:
    points = tuple(point for point in person.points if point.reference not in gone)
    if len(points) == len(person.points) or not assess(person, period).met:
        return False
    return not assess(replace(person, points=points), period).met
