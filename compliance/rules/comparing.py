"""Comparing one person with their group: where half of a group lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from cet_portal.scheme import limits


@dataclass(frozen=True, slots=True)
class Spread:
    """Half of `people` lies from `lower` to `upper`; `middle` is the median. Whole points."""

    people: int
    lower: int
    middle: int
    upper: int


def spread_of(points: Sequence[int]) -> Spread | None:
    """The spread of a group from the points of each; None for fewer than ten people.

    In so small a group somebody could be recognised (peers.md 3 item 19).
    """
    if len(points) < limits.LEAST_COMPARED:
        return None
    lower, middle, upper = quantiles(points, n=4, method="inclusive")
    return Spread(len(points), round(lower), round(middle), round(upper))
