"""Drawings made on the server: lines over time and bars, as SVG without script.

Words and axes are text of the page, so that they are as large on a phone as on a screen; only the
drawing is stretched. Each stands above a table of the same figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

# The canvas; the style sheet stretches it.
WIDTH = 1000
HEIGHT = 400


@dataclass(frozen=True, slots=True)
class Bar:
    """`share` and `mark` of 1: how long the bar is, and where the mark of comparison stands."""

    label: str | Promise
    share: float
    words: str
    mark: float | None = None

    @property
    def width(self) -> int:
        """Of the bar on the canvas."""
        return _along(self.share)

    @property
    def mark_at(self) -> int | None:
        """Where the mark stands on the canvas; it is a few units wide."""
        return None if self.mark is None else min(_along(self.mark), WIDTH - 6)


@dataclass(frozen=True, slots=True)
class Line:
    """`kind` chooses how it is drawn: "now" solid, "before" dashed, "ahead" dotted."""

    name: str | Promise
    kind: str
    points: str


def bars_of(rows: Sequence[tuple[str | Promise, int]]) -> list[Bar]:
    """Bars for numbers, the largest being as long as there is room."""
    most = max((number for _label, number in rows), default=0) or 1
    return [Bar(label, number / most, f"{number:,}") for label, number in rows]


def line(name: str | Promise, kind: str, shares: Mapping[int, float], last: int) -> Line:
    """A line through the share of each step from 1 to `last`; steps without figures are bridged."""
    steps = max(last - 1, 1)
    return Line(
        name,
        kind,
        " ".join(
            f"{(step - 1) * WIDTH / steps:.1f},{HEIGHT - share * HEIGHT:.1f}"
            for step, share in sorted(shares.items())
        ),
    )


def _along(share: float) -> int:
    return round(min(max(share, 0), 1) * WIDTH)
