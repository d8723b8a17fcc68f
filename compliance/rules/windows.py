"""When something can be asked about a cycle: disputes and exceptions have their own days."""

from collections.abc import Callable, Iterable
from datetime import date

from compliance.rules.facts import Period

# The first and the last day for a cycle, both inclusive.
Between = Callable[[Period], tuple[date, date]]


def cycle_open_on(day: date, among: Iterable[Period], between: Between) -> Period | None:
    """The first cycle of `among` about which it can be asked on a day."""
    for period in among:
        first, last = between(period)
        if first <= day <= last:
            return period
    return None


def windows_around(
    day: date, among: Iterable[Period], between: Between
) -> list[tuple[Period, date, date]]:
    """The last days before a day on which it could be asked, and the first after it: each with its
    cycle."""
    found = sorted(((each, *between(each)) for each in among), key=lambda each: each[1])
    before = [each for each in found if each[2] < day]
    after = [each for each in found if each[1] > day]
    return [*before[-1:], *after[:1]]
