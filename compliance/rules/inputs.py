"""What a run judges of one person, as one line of JSON: written, read, hashed and kept.

    {"entries":[["OPTOMETRIST","01-20001","2017-01-16",null]],
     "specialties":[["INDEPENDENT_PRESCRIBING","2017-03-01",null]],
     "points":[["8412","2017-05-04","01-20001",3,3,["O1","O3"]], ...]}

In the cycle of the first rules whoever was granted points under rule 14 has `voluntary` besides:
general points, and specialties with theirs in order; nobody else's text says anything of it.

    "voluntary":[24,[["CONTACT_LENS",12]]]

Dates are inclusive, null is no end. A point is a list of the fields of `Line` in their order,
without those at the end that are as usual; points stand in the order of their texts.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import msgspec
from msgspec import Struct

from cet_portal.scheme.enums import PointKind
from compliance.rules.facts import NOTHING_GRANTED, Entry, Held, Person, Point, Voluntary
from compliance.rules.standards import on_standards

# Between the lines that the database gathers; no text of a line has it.
LINES = ";"


class Line(Struct, frozen=True, array_like=True, gc=False):
    """A `Point` as it is written: the same fields in another order, so that the usual ones can be
    left out. `pending`: it could still be accepted. `said_to_be_on_standards`: not written any
    more, as the units say it."""

    reference: str
    event_date: date
    number: str
    total: int
    interactive: int
    units: tuple[str, ...]
    accepted: bool = True
    kind: str = PointKind.GENERAL.value
    specialty: str | None = None
    peer_review: bool = False
    reflection: bool = False
    said_to_be_on_standards: bool = False
    pending: bool = False

    @property
    def standards_of_practice(self) -> bool:
        """Nothing but its units says so (docs/adr/0035)."""
        return on_standards(self.units)


class _Text(Struct):
    entries: list[tuple[str, str, date, date | None]]
    specialties: list[tuple[str, date, date | None]]
    points: tuple[Line, ...]
    voluntary: tuple[int, tuple[tuple[str, int], ...]] | None = None


_decode = msgspec.json.Decoder(_Text).decode


@dataclass(frozen=True, slots=True)
class Inputs:
    """A person, as they were read."""

    person: Person

    @property
    def pending(self) -> frozenset[str]:
        """The references of the points that could still be accepted."""
        lines = cast("tuple[Line, ...]", self.person.points)
        return frozenset([line.reference for line in lines if line.pending])


def in_order(entries: str, specialties: str, points: str) -> str:
    """The text of a person from its parts, whose points may come in any order."""
    lines = ",".join(sorted(points.split(LINES)))
    return f'{{"entries":[{entries}],"specialties":[{specialties}],"points":[{lines}]}}'


def with_voluntary(text: str, voluntary: Voluntary) -> str:
    """The text of a person who was granted points."""
    granted = msgspec.json.encode([voluntary.general, voluntary.specialist]).decode()
    return f'{text[:-1]},"voluntary":{granted}}}'


def read(text: str) -> Inputs:
    """Back from the text; ValueError if it is none."""
    found = _decode(text)
    return Inputs(
        Person(
            entries=tuple([Entry(*each) for each in found.entries]),
            specialties=tuple([Held(*each) for each in found.specialties]),
            # Whatever asks a point for a field finds it: making both would cost as much again.
            points=cast("tuple[Point, ...]", found.points),
            voluntary=Voluntary(*found.voluntary) if found.voluntary else NOTHING_GRANTED,
        )
    )


def plain_of(text: str) -> dict[str, Any]:
    """The same as lists and texts, to lay beside another."""
    return msgspec.json.decode(text, type=dict[str, Any])
