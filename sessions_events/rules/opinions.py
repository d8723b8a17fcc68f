"""Ratings together: pure sums. Few ratings are not shown, as they would show who gave them."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

LEAST_SHOWN = 3
SCORES = (5, 4, 3, 2, 1)

Part = TypeVar("Part", bound=Hashable)

# The drawing of a trend, in units of its own: left and right edge, rows of 5 and of 1.
LEFT, RIGHT, TOP, BOTTOM = 40, 580, 20, 220


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


def shown_apart(ratings: Mapping[Part, int]) -> frozenset[Part]:
    """The parts of a whole whose own figures can be shown, from the ratings of each.

    Each has `LEAST_SHOWN`, and so has what is left out, if anything is: else its figures could be
    worked out by taking the shown parts from the whole (docs/adr/0034).
    """
    shown = {part: count for part, count in ratings.items() if count >= LEAST_SHOWN}
    left_out = sum(ratings.values()) - sum(shown.values())
    if shown and 0 < left_out < LEAST_SHOWN:
        del shown[min(shown, key=lambda part: shown[part])]
    return frozenset(shown)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line through averages: where each lies, and the lines of the scores behind it."""

    dots: tuple[tuple[float, float], ...]
    grid: tuple[tuple[int, float], ...]

    @property
    def line(self) -> str:
        """The dots as the points of an SVG polyline."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.dots)


def drawn(averages: Sequence[float]) -> Drawn | None:
    """The trend from left to right; None for fewer than two, which show none."""
    if len(averages) < 2:
        return None
    step = (RIGHT - LEFT) / (len(averages) - 1)
    dots = tuple((LEFT + place * step, _height(each)) for place, each in enumerate(averages))
    return Drawn(dots, tuple((score, _height(score)) for score in SCORES))


def _height(score: float) -> float:
    highest, lowest = SCORES[0], SCORES[-1]
    return TOP + (highest - score) * (BOTTOM - TOP) / (highest - lowest)
