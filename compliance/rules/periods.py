"""The cycles as the project ships them."""

from datetime import date
from functools import cache

from cet_portal.scheme import data
from compliance.rules.facts import Period

YEARS = 3


@cache
def shipped_periods() -> dict[str, Period]:
    """Every cycle by its name: the first relevant period, then three calendar years each."""
    name, first, last, scheme = data.FIRST_CYCLE
    found = [Period(name, date.fromisoformat(first), date.fromisoformat(last), scheme)]
    for year in range(min(data.SCHEME_VERSION_FROM), data.LAST_CYCLE_STARTS + 1, YEARS):
        scheme = data.SCHEME_VERSION_FROM.get(year, data.LATEST_SCHEME_VERSION)
        end = year + YEARS - 1
        found.append(Period(f"{year}-{end}", date(year, 1, 1), date(end, 12, 31), scheme))
    return {each.name: each for each in found}
