"""What one person did at an event, and a line as staff set it: plain values."""

from dataclasses import dataclass
from datetime import date

from sessions_events.enums import Part


@dataclass(frozen=True, slots=True)
class Completion:
    """What a person did at the event. `completed`: the day, of distance learning."""

    part: str = Part.PARTICIPANT
    interactive: bool = True
    completed: date | None = None


@dataclass(frozen=True, slots=True)
class Exact:
    """A line as GOC staff set it, where the approval does not give it by itself."""

    total: int
    interactive: int
    kind: str
    day: date
