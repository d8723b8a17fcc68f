"""What a cycle asks of somebody who joins or comes back on a day: pure."""

from collections.abc import Iterable
from datetime import date

from cet_portal.scheme.enums import Profession, Specialty
from compliance.rules.assessing import assess
from compliance.rules.facts import Entry, Held, Period, Person
from compliance.rules.result import Assessment

# Any one of the three stands for all: they are one since 2007.
OF_PROFESSION = {
    Profession.DISPENSING_OPTICIAN: Specialty.CONTACT_LENS,
    Profession.OPTOMETRIST: Specialty.INDEPENDENT_PRESCRIBING,
}


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
