"""What the rules are told about a person and a cycle.

Entries, specialties and points are structs of msgspec: a run over the whole register makes more
than a million of them. A changed copy of one is made by `changed`.
"""

from dataclasses import dataclass
from datetime import date

from msgspec import Struct
from msgspec.structs import replace as changed

__all__ = ["Entry", "Held", "Period", "Person", "Point", "Voluntary", "changed"]


@dataclass(frozen=True, slots=True)
class Period:
    """A cycle: its name, its first and last day, and the scheme version that applies."""

    name: str
    first_day: date
    last_day: date
    scheme: str


class Entry(Struct, frozen=True, gc=False):
    """A period on a register with a number; `end` None: to the end of the cycle and beyond."""

    profession: str
    number: str
    start: date
    end: date | None = None


class Held(Struct, frozen=True, gc=False):
    """A period with a specialty against the name; dates as in `Entry`."""

    specialty: str
    start: date
    end: date | None = None


class Point(Struct, frozen=True, gc=False):
    """One line of the ledger. `specialty` is set for specialist points only."""

    reference: str
    event_date: date
    accepted: bool
    number: str
    kind: str
    specialty: str | None
    total: int
    interactive: int = 0
    units: tuple[str, ...] = ()
    peer_review: bool = False
    reflection: bool = False
    standards_of_practice: bool = False


class Voluntary(Struct, frozen=True, gc=False):
    """Points of before the scheme that the registrar granted (CET Rules 2005, rule 14).

    `specialist`: specialty and points, in the order in which they are used up.
    """

    general: int = 0
    specialist: tuple[tuple[str, int], ...] = ()


NOTHING_GRANTED = Voluntary()


@dataclass(frozen=True, slots=True)
class Person:
    """Everything about one person that the rules ask."""

    entries: tuple[Entry, ...] = ()
    specialties: tuple[Held, ...] = ()
    points: tuple[Point, ...] = ()
    voluntary: Voluntary = NOTHING_GRANTED
