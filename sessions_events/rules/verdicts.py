"""What becomes of a row of an upload: its box, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sessions_events.enums import Box
from sessions_events.rules.register import Entry
from sessions_events.rules.rows import Row


@dataclass(slots=True)
class Verdict:
    """Where a row lands, and why; once that is clear, who earns points as which audience."""

    row: Row
    box: str
    reason: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    entry: Entry | None = None
    audience: str = ""
    earned_on: date | None = None


def counts(boxes: Iterable[str]) -> dict[str, int]:
    """How many rows in each box, by its name in small letters."""
    found = {box.lower(): 0 for box in Box.values}
    for box in boxes:
        found[box.lower()] += 1
    return found
