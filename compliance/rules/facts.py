"""What the rules are told about a person and a cycle."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """A cycle: its name, its first and last day, and the scheme version that applies."""

    name: str
    first_day: date
    last_day: date
    scheme: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A period on a register with a number; `end` None: to the end of the cycle and beyond."""

    profession: str
    number: str
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A period with a specialty against the name; dates as in `Entry`."""

    specialty: str
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the ledger. `specialty` is set for specialist points only."""

    reference: str
    event_date: date
    accepted: bool
    number: str
    kind: str
    specialty: str
    total: int
    interactive: int = 0
    units: tuple[str, ...] = ()
    peer_review: bool = False
    reflection: bool = False
    standards_of_practice: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Everything about one person that the rules ask."""

    entries: tuple[Entry, ...] = ()
    specialties: tuple[Held, ...] = ()
    points: tuple[Point, ...] = ()
