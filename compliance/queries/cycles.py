"""Cycles as the rules read them."""

from datetime import date

from cet_portal.scheme import queries as scheme_queries
from compliance.rules import Period


def periods(until: date) -> list[Period]:
    """Every cycle that has begun by `until`, the newest first."""
    return [
        Period(cycle.name, cycle.first_day, cycle.last_day, cycle.scheme_version)
        for cycle in scheme_queries.cycles()
        if cycle.first_day <= until
    ]


def cycles_by_scheme() -> dict[str, list[str]]:
    """The names of the cycles of each scheme version, the newest first, also those to come."""
    found: dict[str, list[str]] = {}
    for cycle in scheme_queries.cycles():
        found.setdefault(cycle.scheme_version, []).append(cycle.name)
    return found


def period_on(day: date, among: list[Period]) -> Period | None:
    """The cycle of `among` in which `day` lies."""
    return next((each for each in among if each.first_day <= day <= each.last_day), None)


def period_named(name: str, among: list[Period]) -> Period | None:
    """The cycle of `among` with this name."""
    return next((each for each in among if each.name == name), None)


def named(cycle: str) -> Period:
    """The cycle of a run."""
    period = period_named(cycle, periods(date.max))
    assert period is not None  # a run is of a cycle that there is
    return period
