"""What the search for a smallest set of events is asked, and what it answers: plain numbers."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """One way of attending one event.

    `key` is the event, `group` the CET: of one group nobody attends two. `gains`: what it gives to
    each need, in their order. `begins`, `ends`: when one has to be there; None for learning in
    one's own time. `cost`: between sets of one size the one with the smaller sum is taken. `way`:
    told apart from other ways of attending the same event.
    """

    key: str
    group: str
    gains: tuple[int, ...]
    begins: datetime | None = None
    ends: datetime | None = None
    cost: int = 0
    way: str = ""

    def excludes(self, other: "Offer") -> bool:
        """Nobody attends both: the same event or CET, or both at one time."""
        if self.key == other.key or self.group == other.group:
            return True
        if self.begins is None or self.ends is None or other.begins is None or other.ends is None:
            return False
        return self.begins < other.ends and other.begins < self.ends


@dataclass(frozen=True, slots=True)
class Found:
    """A set of events. `left`: what it leaves open of each need.

    `at_least`: no set that closes as much has fewer events. `complete`: nothing is left open that
    any set could close.
    """

    offers: tuple[Offer, ...]
    left: tuple[int, ...]
    at_least: int
    complete: bool

    @property
    def smallest(self) -> bool:
        """It is proved that no smaller set closes as much."""
        return len(self.offers) == self.at_least


def rest(needs: tuple[int, ...], gains: tuple[int, ...]) -> tuple[int, ...]:
    """What is left of the needs after these gains."""
    return tuple(
        max(0, need - gain) if gain else need for need, gain in zip(needs, gains, strict=True)
    )


def left_of(needs: tuple[int, ...], offers: tuple[Offer, ...] | list[Offer]) -> tuple[int, ...]:
    """What is left of the needs after all of these."""
    for offer in offers:
        needs = rest(needs, offer.gains)
    return needs
