"""The smallest set for certain, as long as it is found in so many steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from compliance.rules.planning.bounds import NEVER, Bounds
from compliance.rules.planning.offers import Offer, rest

# About a tenth of a second (docs/adr/0039).
MOST_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class Searched:
    """`offers`: the best set that was found, None if there is none better than asked for.

    `whole`: everything was looked at, so nothing better exists.
    """

    offers: list[Offer] | None
    whole: bool


class Search:
    """Branch and bound: by the need that the fewest events serve, the most useful event first."""

    def __init__(
        self,
        needs: tuple[int, ...],
        offers: Sequence[Offer],
        bounds: Bounds,
        *,
        better_than: tuple[int, int],
        most_steps: int = MOST_STEPS,
    ):
        """`better_than`: size and cost of the set that is known."""
        self.needs, self.bounds = needs, bounds
        self.offers = sorted(
            offers, key=lambda each: (-sum(map(min, needs, each.gains)), each.cost, each.key)
        )
        self.excluded = [self._excluded(offer) for offer in self.offers]
        self.serving = [
            sum(1 << place for place, offer in enumerate(self.offers) if offer.gains[index])
            for index in range(len(needs))
        ]
        self.best = better_than
        self.found: list[Offer] | None = None
        self.steps_left = most_steps

    def run(self) -> Searched:
        """The best set within the steps."""
        self._look(self.needs, (1 << len(self.offers)) - 1, [], 0)
        return Searched(self.found, whole=self.steps_left > 0)

    def _excluded(self, offer: Offer) -> int:
        return sum(1 << place for place, each in enumerate(self.offers) if offer.excludes(each))

    def _look(self, needs: tuple[int, ...], free: int, chosen: list[Offer], cost: int) -> None:
        self.steps_left -= 1
        if self.steps_left <= 0:
            return
        fewest = self.bounds.at_least(needs)
        if fewest >= NEVER or (len(chosen) + fewest, cost) >= self.best:
            return
        if not fewest:
            self.best, self.found = (len(chosen), cost), list(chosen)
            return
        serving = min(
            (self.serving[index] & free for index, need in enumerate(needs) if need),
            key=int.bit_count,
        )
        while serving and self.steps_left > 0:
            lowest = serving & -serving
            serving ^= lowest
            place = lowest.bit_length() - 1
            offer = self.offers[place]
            chosen.append(offer)
            self._look(
                rest(needs, offer.gains), free & ~self.excluded[place], chosen, cost + offer.cost
            )
            chosen.pop()
            free ^= lowest
