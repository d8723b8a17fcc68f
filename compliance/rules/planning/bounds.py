"""How many events a set needs at least, whatever they are."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from compliance.rules.planning.offers import Offer

NEVER = 10**6  # no set is enough


class Bounds:
    """Lower bounds for every rest of `needs`, from offers sorted once.

    Of one CET only one event counts, so each gives its best. Two sums are asked: for each need,
    how many of its largest gains add up to it; and for all needs together, how many of the
    largest whole gains do. Both leave out that events may fall on one time, so they are never
    too high.
    """

    def __init__(self, needs: Sequence[int], offers: Sequence[Offer]):
        groups: dict[str, list[Offer]] = {}
        for offer in offers:
            groups.setdefault(offer.group, []).append(offer)
        self._of_each = [
            _sums(max(offer.gains[index] for offer in group) for group in groups.values())
            for index in range(len(needs))
        ]
        self._of_all = _sums(
            max(sum(map(min, needs, offer.gains)) for offer in group) for group in groups.values()
        )

    @property
    def reach(self) -> tuple[int, ...]:
        """What all of them together would give to each need."""
        return tuple(sums[-1] if sums else 0 for sums in self._of_each)

    def at_least(self, rest: Sequence[int]) -> int:
        """So many events, or more, are needed for this rest; `NEVER` if it cannot be had."""
        most = 0
        for needed, sums in zip(rest, self._of_each, strict=True):
            if needed:
                most = max(most, _count(needed, sums))
        return max(most, _count(sum(rest), self._of_all)) if most else 0


def _sums(gains: Iterable[int]) -> list[int]:
    return list(accumulate(sorted((gain for gain in gains if gain), reverse=True)))


def _count(needed: int, sums: list[int]) -> int:
    found = bisect_left(sums, needed)
    return found + 1 if found < len(sums) else NEVER
