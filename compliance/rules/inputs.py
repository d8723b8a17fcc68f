"""What a run judges of one person, as one line of text: written, read, hashed and kept.

    OPTOMETRIST 01-20001 2017-01-16 -#INDEPENDENT_PRESCRIBING 2017-03-01 -#01-20001:8412 2017-...

Three parts: entries on the register, specialties, points. Dates are inclusive, "-" is no end.
Points stand behind the number they were uploaded under, in the order of their references: the
reference, then event date, total, interactive, state, kind, peer review, units, with strokes
between them. State: A accepted, P can still be accepted, N neither. Kind: G, or the specialty.
Peer review: "-", R with a reflection statement, r without. Units: "O1,O3", or "-".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from cet_portal.scheme.data import UNITS
from cet_portal.scheme.enums import PointKind
from compliance.rules.contradictions import is_sound
from compliance.rules.facts import Entry, Held, Person, Point

PARTS, LINES, GROUPS, NUMBER, FACTS, OPEN = "#", ";", "|", ":", "/", "-"
ACCEPTED, PENDING = "A", "P"
WAITS = f"{FACTS}{PENDING}{FACTS}"
# The units of that name (docs/adr/0035): a line has no flag of its own.
STANDARDS_OF_PRACTICE = frozenset(
    f"{letter}{number}"
    for letter, names in UNITS.values()
    for number, name in enumerate(names, 1)
    if name == "Standards of practice"
)
# The same event is the same for everybody: lines are read once, up to so many of them.
MOST_KNOWN = 100_000


@dataclass(frozen=True, slots=True)
class Inputs:
    """A person, and the references of the points that could still be accepted.

    `sound`: no point by itself contradicts anything, and none is there twice.
    """

    person: Person
    pending: frozenset[str]
    sound: bool


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
    standards: bool
    sound: bool


class _Known(dict[str, _Line]):
    """Lines that were read before, by their text."""

    def __missing__(self, text: str) -> _Line:
        self[text] = line = _line(text)
        return line


_known = _Known()
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
    sound = True
    for group in groups.split(GROUPS) if groups else ():
        number, _mark, lines = group.partition(NUMBER)
        # In one go, as this runs for each of a million lines.
        both = lines.replace(" ", LINES).split(LINES)
        references = both[::2]
        known = list(map(_known.__getitem__, both[1::2]))
        points += [
            Point(reference, day, accepted, number, kind, of, total, part, units, peer, told, sop)
            for reference, (
                day,
                accepted,
                kind,
                of,
                total,
                part,
                units,
                peer,
                told,
                sop,
                _sound,
            ) in zip(references, known, strict=True)
        ]
        sound = sound and all(line.sound for line in known)
        if WAITS in lines:
            texts = both[1::2]
            pending += [
                reference
                for reference, facts in zip(references, texts, strict=True)
                if WAITS in facts
            ]
    person = Person(
        entries=tuple(_entries(entries)),
        specialties=tuple(_specialties(specialties)),
        points=tuple(points),
    )
    alone = len({point.reference for point in points}) == len(points)
    return Inputs(person, frozenset(pending), sound and alone)


def _line(text: str) -> _Line:
    day, total, interactive, state, kind, peer_review, units = text.split(FACTS)
    named = () if units == OPEN else tuple(units.split(","))
    point = Point(
        reference="",
        event_date=date.fromisoformat(day),
        accepted=state == ACCEPTED,
        number="",
        kind=PointKind.GENERAL.value if kind == "G" else PointKind.SPECIALIST.value,
        specialty=None if kind == "G" else kind,
        total=int(total),
        interactive=int(interactive),
        units=named,
        peer_review=peer_review != OPEN,
        reflection=peer_review == "R",
        standards_of_practice=not STANDARDS_OF_PRACTICE.isdisjoint(named),
    )
    return _Line(
        point.event_date,
        point.accepted,
        point.kind,
        point.specialty,
        point.total,
        point.interactive,
        point.units,
        point.peer_review,
        point.reflection,
        point.standards_of_practice,
        is_sound(point),
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
