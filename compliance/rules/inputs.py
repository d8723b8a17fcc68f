"""What a run judges of one person, as one line of text: written, read, hashed and kept.

    OPTOMETRIST 01-20001 2017-01-16 -#INDEPENDENT_PRESCRIBING 2017-03-01 -#01-20001:8412 ...

Three parts: entries on the register, specialties, points. Dates are inclusive, "-" is no end.
Points stand behind the number they were uploaded under, in the order of their references:
reference, event date, total, interactive, state, kind, peer review, units. State: A accepted,
P can still be accepted, N neither. Kind: G, or the specialty. Peer review: "-", R with a
reflection statement, r without. Units: "O1,O3", or "-".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from cet_portal.scheme.enums import PointKind
from compliance.rules.facts import Entry, Held, Person, Point

PARTS, LINES, GROUPS, NUMBER, OPEN = "#", ";", "|", ":", "-"
ACCEPTED, PENDING = "A", "P"
# The same event is the same for everybody: lines are read once, up to so many of them.
MOST_KNOWN = 100_000


@dataclass(frozen=True, slots=True)
class Inputs:
    """A person, and the references of the points that could still be accepted."""

    person: Person
    pending: frozenset[str]


class _Line(NamedTuple):
    """A point without its reference and number."""

    event_date: date
    accepted: bool
    kind: str
    specialty: str | None
    total: int
    interactive: int
    units: tuple[str, ...]
    peer_review: bool
    reflection: bool
    pending: bool


_known: dict[str, _Line] = {}
_days: dict[str, date] = {}


def in_order(entries: str, specialties: str, points: str) -> str:
    """The text of a person from its parts, whose points may come in any order."""
    groups = []
    for group in points.split(GROUPS) if points else ():
        number, _mark, lines = group.partition(NUMBER)
        groups.append(f"{number}{NUMBER}{LINES.join(sorted(lines.split(LINES)))}")
    return PARTS.join((entries, specialties, GROUPS.join(groups)))


def read(text: str) -> Inputs:
    """Back from the text; ValueError if it is none."""
    entries, specialties, groups = text.split(PARTS)
    if len(_known) > MOST_KNOWN:
        _known.clear()
    points: list[Point] = []
    pending: list[str] = []
    for group in groups.split(GROUPS) if groups else ():
        number, _mark, lines = group.partition(NUMBER)
        for line in lines.split(LINES):
            reference, rest = line.split(" ", 1)
            known = _known.get(rest)
            if known is None:
                known = _known[rest] = _line(rest)
            day, accepted, kind, specialty, total, interactive, units, peer, reflected, waits = (
                known
            )
            points.append(
                Point(
                    reference,
                    day,
                    accepted,
                    number,
                    kind,
                    specialty,
                    total,
                    interactive,
                    units,
                    peer,
                    reflected,
                )
            )
            if waits:
                pending.append(reference)
    person = Person(
        entries=tuple(_entries(entries)),
        specialties=tuple(_specialties(specialties)),
        points=tuple(points),
    )
    return Inputs(person, frozenset(pending))


def _line(text: str) -> _Line:
    day, total, interactive, state, kind, peer_review, units = text.split(" ")
    general = kind == "G"
    return _Line(
        event_date=date.fromisoformat(day),
        accepted=state == ACCEPTED,
        kind=PointKind.GENERAL.value if general else PointKind.SPECIALIST.value,
        specialty=None if general else kind,
        total=int(total),
        interactive=int(interactive),
        units=() if units == OPEN else tuple(units.split(",")),
        peer_review=peer_review != OPEN,
        reflection=peer_review == "R",
        pending=state == PENDING,
    )


def _entries(text: str) -> Iterable[Entry]:
    for each in text.split(LINES) if text else ():
        profession, number, start, end = each.split(" ")
        yield Entry(profession, number, _day(start), None if end == OPEN else _day(end))


def _specialties(text: str) -> Iterable[Held]:
    for each in text.split(LINES) if text else ():
        specialty, start, end = each.split(" ")
        yield Held(specialty, _day(start), None if end == OPEN else _day(end))


def _day(text: str) -> date:
    day = _days.get(text)
    if day is None:
        if len(_days) > MOST_KNOWN:
            _days.clear()
        day = _days[text] = date.fromisoformat(text)
    return day
