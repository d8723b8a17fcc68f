"""What is on the register now, and what an import would change of it: plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(slots=True)
class KnownEntry:
    """An entry there is. `key` of its row."""

    key: int
    person: int
    number: str
    register: str
    start: date
    end: date | None

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(slots=True)
class KnownSpecialty:
    """A specialty there is. `key` of its row."""

    key: int
    person: int
    specialty: str
    start: date
    end: date | None

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(slots=True)
class KnownPerson:
    """A person there is, with everything dated. `former`: keys of earlier surnames."""

    key: int
    forenames: str
    surname: str
    surname_key: str
    born: date
    u_reference: str = ""
    entries: list[KnownEntry] = field(default_factory=list)
    specialties: list[KnownSpecialty] = field(default_factory=list)
    former: set[str] = field(default_factory=set)

    def covers(self, day: date) -> bool:
        """On the register on that day?"""
        return any(entry.covers(day) for entry in self.entries)

    @property
    def number(self) -> str:
        """The latest number, or the U-reference."""
        return max(self.entries, key=lambda e: e.start).number if self.entries else self.u_reference


class Known:
    """Everybody, found by number, U-reference, or name and date of birth.

    `joined`: U-references of those who turned out to be somebody else, with whom.
    """

    def __init__(self, people: Iterable[KnownPerson], joined: Iterable[tuple[str, int]] = ()):
        self.people = {person.key: person for person in people}
        self.numbers: dict[str, set[int]] = {}
        self.alike: dict[tuple[date, str, str], list[int]] = {}
        for person in self.people.values():
            for entry in person.entries:
                self.numbers.setdefault(entry.number, set()).add(person.key)
            if person.u_reference:
                self.numbers.setdefault(person.u_reference, set()).add(person.key)
            for key in {person.surname_key, *person.former}:
                alike = person.born, key, first_name(person.forenames)
                self.alike.setdefault(alike, []).append(person.key)

        for u_reference, person_key in joined:
            if person_key in self.people:
                self.numbers.setdefault(u_reference, set()).add(person_key)

    def entries_on(self, day: date) -> list[KnownEntry]:
        """The entries in force on that day."""
        people = self.people.values()
        return [entry for person in people for entry in person.entries if entry.covers(day)]


def first_name(forenames: str) -> str:
    """By what two people of one surname are told apart."""
    return next(iter(forenames.casefold().split()), "")


@dataclass(slots=True)
class Found:
    """A row that would change something, or makes no sense. Line 0: it is not in the file."""

    line: int
    number: str
    differences: list[str] = field(default_factory=list)
    person: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, list[str]] = field(default_factory=dict)
    reason: str = ""

    def add(self, difference: str, **changes: tuple[object, object]) -> None:
        """One more difference, with before and after of each field."""
        if difference not in self.differences:
            self.differences.append(str(difference))
        for name, (before, after) in changes.items():
            self.changes[name] = [_said(before), _said(after)]


def _said(value: object) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


@dataclass(slots=True)
class Plan:
    """What an import would do. People who are not there yet have numbers below 0.

    `touched`: for each person the number that the audit trail shows, and the differences.
    `share`: of what is in force, the thousandth parts that would end.
    """

    rows: int = 0
    unchanged: int = 0
    share: int = 0
    found: list[Found] = field(default_factory=list)
    # person, forenames, surname, surname_key, born
    people_new: list[tuple[int, str, str, str, date]] = field(default_factory=list)
    people_changed: list[tuple[int, str, str, str, date]] = field(default_factory=list)
    # person, surname, surname_key, until
    former: list[tuple[int, str, str, date]] = field(default_factory=list)
    # person, register, number, start, end
    entries_new: list[tuple[int, str, str, date, date | None]] = field(default_factory=list)
    # key, register, start, end
    entries_changed: list[tuple[int, str, date, date | None]] = field(default_factory=list)
    # person, specialty, start, end
    specialties_new: list[tuple[int, str, date, date | None]] = field(default_factory=list)
    # key, start, end
    specialties_changed: list[tuple[int, date, date | None]] = field(default_factory=list)
    touched: dict[int, tuple[str, list[str]]] = field(default_factory=dict)
