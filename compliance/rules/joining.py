"""What a cycle asks of somebody who joins or comes back on a day: pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from compliance.rules.assessing import assess
from compliance.rules.facts import Entry, Held, Period, Person
from compliance.rules.result import Assessment


def as_joiner(
    profession: str, joins_on: date, *, specialties: Iterable[tuple[str, date]] = ()
) -> Person:
    """Somebody who joins this register on this day, with specialties from their days on."""
    return Person(
        entries=(Entry(profession, "", joins_on),),
        specialties=tuple(Held(specialty, start) for specialty, start in specialties),
    )


def asked_of_joiner(
    profession: str,
    joins_on: date,
    period: Period,
    *,
    specialties: Iterable[tuple[str, date]] = (),
) -> Assessment:
    """The requirements of the cycle, with nothing obtained yet."""
    return assess(as_joiner(profession, joins_on, specialties=specialties), period)


def back_without_a_gap(
    person: Person, profession: str, day: date, period: Period, *, specialties: Iterable[str] = ()
) -> Assessment:
    """What is asked of somebody who is back the day after leaving: without a free day between the
    entries are one run, in which the points of before count (contracts/assess.md, rule 1)."""
    return assess(
        replace(
            person,
            entries=(*person.entries, Entry(profession, "", day)),
            specialties=(*person.specialties, *(Held(each, day) for each in specialties)),
        ),
        period,
    )
