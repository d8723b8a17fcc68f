"""How many people had an annual minimum, and how many are below it: pure."""

from collections.abc import Iterable

from compliance.enums import RequirementCode
from compliance.rules.result import Requirement

# By the year as text, as JSON keeps it: how many had a minimum, and how many are below it.
AnnualSums = dict[str, list[int]]

CODE = RequirementCode.ANNUAL_MINIMUM.value


def count_annual(requirements: Iterable[Requirement], sums: AnnualSums) -> None:
    """Add what was asked of one person to the sums."""
    for each in requirements:
        if each.code == CODE:
            found = sums.setdefault(str(each.year), [0, 0])
            found[0] += 1
            found[1] += not each.met


def added_up(parts: Iterable[AnnualSums]) -> AnnualSums:
    """The sums of all parts together, the years in their order."""
    together: AnnualSums = {}
    for part in parts:
        for year, (asked, below) in part.items():
            found = together.setdefault(year, [0, 0])
            found[0] += asked
            found[1] += below
    return dict(sorted(together.items()))
