"""The relevant periods 2007 to 2009 and 2010 to 2012: CET Rules 2005, rules 12(3) and 13(3).

Nothing is granted, nothing counts twice, nothing is carried forward.
"""

from collections.abc import Iterator

from compliance.enums import RequirementCode
from compliance.rules import explaining, sources
from compliance.rules.case import Case, share_of, total_of
from compliance.rules.numbers import Figures
from compliance.rules.result import Requirement

GENERAL_POINTS = RequirementCode.GENERAL_POINTS.value
SPECIALIST_POINTS = RequirementCode.SPECIALIST_POINTS.value
FIGURES = Figures(scheme="SUBSEQUENT_2007")


def requirements(case: Case) -> Iterator[Requirement]:
    """What is asked in these periods, in the order of the list."""
    yield general_points(case)
    for group in case.held:
        yield specialist_points(case, group)


def general_points(case: Case, rule: str = sources.RULE_GENERAL) -> Requirement:
    """Rule 12(3): 1 for each whole month on the register."""
    obtained = total_of(case.general)
    each = case.figures.points_a_month
    return Requirement(
        code=GENERAL_POINTS,
        required=share_of(each, case.months),
        obtained=obtained,
        rule=rule,
        explanation=explaining.general(case.months, case.ends, each, obtained),
        points=case.general,
    )


def specialist_points(case: Case, group: str, rule: str = sources.SPECIALIST) -> Requirement:
    """Rule 13(3): half the whole months with the specialty; the therapeutic ones are one."""
    share = case.figures.specialist_share
    months = case.months_with(group)
    required = share_of(share, months)
    points = case.specialist_of(group)
    obtained = total_of(points)
    return Requirement(
        code=SPECIALIST_POINTS,
        specialty=group,
        required=required,
        obtained=obtained,
        rule=rule,
        explanation=explaining.specialist(
            months, case.stretches_with(group), share, required, earned=obtained
        ),
        points=points,
    )
