"""Ratings together: pure sums. Few ratings are not shown, as they would show who gave them."""

from collections.abc import Mapping
from dataclasses import dataclass

LEAST_SHOWN = 3
SCORES = (5, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class Opinion:
    """How many gave each score, from 5 to 1. `average` is None below `LEAST_SHOWN` ratings."""

    counts: tuple[tuple[int, int], ...]
    total: int
    average: float | None

    @property
    def most(self) -> int:
        """The longest bar of the drawing."""
        return max(count for _score, count in self.counts)


def opinion(ratings: Mapping[int, int]) -> Opinion:
    """From the number of ratings by score."""
    counts = tuple((score, ratings.get(score, 0)) for score in SCORES)
    total = sum(count for _score, count in counts)
    points = sum(score * count for score, count in counts)
    return Opinion(counts, total, points / total if total >= LEAST_SHOWN else None)
