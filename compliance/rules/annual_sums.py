"""Who is below the annual minimum of a year, and how many had one: pure."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from compliance.enums import RequirementCode
from compliance.rules.result import Requirement

# Of one person: each year with a minimum, and whether it was reached.
Minimums = tuple[tuple[int, bool], ...]
# By the year as text, as JSON keeps it: how many had a minimum, and how many are below it.
AnnualSums = dict[str, list[int]]

CODE = RequirementCode.ANNUAL_MINIMUM.value


def minimums_in(requirements: Iterable[Requirement]) -> Minimums:
    """Those among what was asked of one person."""
    return tuple([(each.year or 0, each.met) for each in requirements if each.code == CODE])


# A register has few that differ.
@lru_cache(maxsize=1_000)
def years_below(minimums: Minimums) -> tuple[int, ...]:
    """The years of which somebody is below the minimum, in their order."""
    return tuple(sorted(year for year, met in minimums if not met))


def counted(people: Mapping[Minimums, int]) -> AnnualSums:
    """The sums of so many people with each of these."""
    sums: AnnualSums = {}
    for minimums, number in people.items():
        for year, met in minimums:
            found = sums.setdefault(str(year), [0, 0])
            found[0] += number
            found[1] += 0 if met else number
    return sums


def added_up(parts: Iterable[AnnualSums]) -> AnnualSums:
    """The sums of all parts together, the years in their order."""
    together: AnnualSums = {}
    for part in parts:
        for year, (asked, below) in part.items():
            found = together.setdefault(year, [0, 0])
            found[0] += asked
            found[1] += below
    return dict(sorted(together.items()))
