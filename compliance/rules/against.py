"""What contradicts itself in a record as it is now, in words for pages."""

from collections.abc import Collection
from dataclasses import dataclass

from compliance.rules.contradictions import Contradiction, held_against
from compliance.rules.facts import Period, Person
from compliance.rules.periods import shipped_periods
from compliance.rules.run_words import Events, Known, against_words

# With and without a cycle: what holds in each is found by either.
PERIODS = (None, *shipped_periods().values())


@dataclass(frozen=True, slots=True)
class Against:
    """Sentences: `register`, of entries and specialties; `others`, of points."""

    register: list[str]
    others: list[str]

    def __bool__(self) -> bool:
        return bool(self.register or self.others)


def against_now(person: Person, period: Period, events: Events | None = None) -> Against:
    """Why a run of the cycle would list this person apart. `events`: the event of each point."""
    found = held_against(person, period)
    register = [each for each in found if _is_of_the_register(each)]
    others = [each for each in found if not _is_of_the_register(each)]
    return Against(against_in_words(register, person), against_in_words(others, person, events))


def against_register(person: Person) -> list[str]:
    """What contradicts itself in entries and specialties, whichever cycle finds it."""
    found = [each for period in PERIODS for each in held_against(person, period)]
    return against_in_words(dict.fromkeys(filter(_is_of_the_register, found)), person)


def _is_of_the_register(found: Contradiction) -> bool:
    return found.field.startswith(("entries", "specialties"))


def against_in_words(
    found: Collection[Contradiction], person: Person, events: Events | None = None
) -> list[str]:
    """Each with the row of the person that it is about, days and specialties in words."""
    if not found:
        return []
    known = _known(person)
    return [against_words(each.field, each.message, known, events or {}) for each in found]


def _known(person: Person) -> Known:
    return {
        "entries": [(each.profession, each.number, f"{each.start}") for each in person.entries],
        "specialties": [(each.specialty, f"{each.start}") for each in person.specialties],
        "points": [(each.reference, f"{each.event_date}", each.number) for each in person.points],
    }
