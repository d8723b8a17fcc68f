"""What might change for a person: a specialty, a break, leaving, accepting what waits."""

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta

from compliance.rules.choosing import reflected, taken
from compliance.rules.facts import Entry, Held, Person, Point, changed

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody thinks of doing. Days inclusive; None: not.

    `specialty` is entered on `specialty_from`. From `break_from` to `break_until` they are off the
    register. `leaving_on` is the last day on the register.
    """

    specialty: str = ""
    specialty_from: date | None = None
    break_from: date | None = None
    break_until: date | None = None
    leaving_on: date | None = None

    @property
    def is_any(self) -> bool:
        return self != NO_CHANGE


NO_CHANGE = Change()


def with_change(person: Person, change: Change) -> Person:
    """The person as the register would have them."""
    entries = person.entries
    if change.leaving_on:
        entries = _until(entries, change.leaving_on)
    if change.break_from and change.break_until:
        before = _until(entries, change.break_from - ONE_DAY)
        entries = (*before, *_since(entries, change.break_until + ONE_DAY))
    specialties = person.specialties
    if change.specialty and change.specialty_from:
        specialties = (*specialties, Held(change.specialty, change.specialty_from))
    return replace(person, entries=entries, specialties=specialties)


def accepted(person: Person, waiting: Set[str], reflect: Set[str] = frozenset()) -> Person:
    """The person once they accepted what waits, and wrote the reflection statements that are
    missing for the lines of `reflect`."""
    return reflected(taken(person, waiting), reflect)


def with_points(person: Person, points: Iterable[Point]) -> Person:
    """The person with these lines as well."""
    return replace(person, points=(*person.points, *points))


def _until(entries: tuple[Entry, ...], last: date) -> tuple[Entry, ...]:
    return tuple(
        changed(entry, end=last) if entry.end is None or entry.end > last else entry
        for entry in entries
        if entry.start <= last
    )


def _since(entries: tuple[Entry, ...], first: date) -> tuple[Entry, ...]:
    return tuple(
        changed(entry, start=first) if entry.start < first else entry
        for entry in entries
        if entry.end is None or entry.end >= first
    )
