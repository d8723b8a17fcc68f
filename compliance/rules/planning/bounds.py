"""How many events a set needs at least, whatever they are."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate, combinations

from compliance.rules.planning.offers import Offer

NEVER = 10**6  # no set is enough


class Bounds:
    """Lower bounds for every rest of `needs`, from offers sorted once.

    Of one CET only one event counts, so each gives its best. Asked is how many of the largest
    gains add up to what is left: of each need, of each two that are more than one, of those of one
    together (they are competency units and the like), and of all. That events may fall on one time
    is left out, so the sums are never too high.
    """

    def __init__(self, needs: Sequence[int], offers: Sequence[Offer]):
        groups: dict[str, list[Offer]] = {}
        for offer in offers:
            groups.setdefault(offer.group, []).append(offer)
        self._of_each = [
            _sums(max(offer.gains[index] for offer in group) for group in groups.values())
            for index in range(len(needs))
        ]
        self._of_several = [
            (
                places,
                _sums(
                    max(sum(min(needs[at], offer.gains[at]) for at in places) for offer in group)
                    for group in groups.values()
                ),
            )
            for places in _together(needs)
        ]

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
        if not most:
            return 0
        for places, sums in self._of_several:
            most = max(most, _count(sum([rest[at] for at in places]), sums))
        return most


def _together(needs: Sequence[int]) -> list[tuple[int, ...]]:
    """Which needs are asked together."""
    large = [at for at, need in enumerate(needs) if need > 1]
    small = tuple(at for at, need in enumerate(needs) if need == 1)
    found = [*combinations(large, 2), small, tuple(range(len(needs)))]
    return list(dict.fromkeys(places for places in found if len(places) > 1))


def _sums(gains: Iterable[int]) -> list[int]:
    return list(accumulate(sorted((gain for gain in gains if gain), reverse=True)))


def _count(needed: int, sums: list[int]) -> int:
    if not needed:
        return 0
    found = bisect_left(sums, needed)
    return found + 1 if found < len(sums) else NEVER
