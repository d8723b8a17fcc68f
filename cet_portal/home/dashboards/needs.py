"""Something that waits for a person: a row of "What needs you now"."""

from dataclasses import dataclass
from typing import Any

from cet_portal.core.workdays import Deadline

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Need:
    """What it is, where to do it, and by when. `status` and `label` make the tag."""

    reference: str
    title: str
    url: str
    action: str
    status: str
    label: str
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """How many there are of one kind, the first few of them, and where all of them are."""

    total: int
    first: list[Any]


def group(rows) -> Group:
    """Count a query and read its first rows."""
    first = list(rows[: SHOWN + 1])
    total = len(first) if len(first) <= SHOWN else rows.count()
    return Group(total, first[:SHOWN])
