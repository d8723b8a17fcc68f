"""Questions that a higher layer answers, so that this one need not know it.

Compliance registers its answer when it starts.
"""

from collections.abc import Callable, Collection
from datetime import date

# From the keys of lines of the ledger and a day: how many people would fall below their target
# without them.
BelowTarget = Callable[[Collection[int], date], int]

_below_target: list[BelowTarget] = []


def answer_below_target(answer: BelowTarget) -> BelowTarget:
    """Register who knows targets. Called once, from an app's `ready`."""
    _below_target[:] = [answer]
    return answer


def below_target(lines: Collection[int], today: date) -> int:
    """How many people would fall below their target without these lines."""
    return sum(answer(lines, today) for answer in _below_target)
