"""The initial relevant period, 1 July 2005 to 31 December 2006: CET Rules 2005, rules 12 to 17."""

from collections.abc import Iterator
from fractions import Fraction

from cet_portal.scheme import limits
from compliance.enums import RequirementCode
from compliance.rules import explaining, sources
from compliance.rules.case import Case, share_of, total_of
from compliance.rules.facts import Point
from compliance.rules.granted_words import NO_CREDIT, Credit
from compliance.rules.months import span_of
from compliance.rules.numbers import WHOLE, Figures
from compliance.rules.result import Requirement

GENERAL_POINTS = RequirementCode.GENERAL_POINTS.value
SPECIALIST_POINTS = RequirementCode.SPECIALIST_POINTS.value
FIGURES = Figures(
    scheme="INITIAL_2005",
    points_a_month_before=Fraction(limits.POINTS_A_MONTH_IF_THERE_BEFORE),
    specialist_share_before=WHOLE,
    therapeutic_is_one=False,
    voluntary_general_most=24,
    voluntary_specialist_most=12,
    overlap_most=4,
    overlap_voluntary_most=12,
)
THE_DAY = limits.LAST_DAY_BEFORE_THE_SCHEME


def requirements(case: Case) -> Iterator[Requirement]:
    """What is asked in this period, in the order of the list."""
    yield general_points(case)
    for group in case.held:
        yield specialist_points(case, group)


def general_points(case: Case) -> Requirement:
    """Rule 12(2): 2 for each whole month if on the register on 30 June 2005, else 1.

    Obtained: general points, what the registrar granted (rule 14(a)), and the specialist points
    that count in both purses (rule 16).
    """
    before = THE_DAY in case.run.whole
    figures = case.figures
    each = figures.points_a_month_before if before else figures.points_a_month
    required = share_of(each, case.months)
    earned = total_of(case.general)
    given = Credit(
        voluntary_general(case), case.voluntary.general, case.figures.voluntary_general_most
    )
    both, shared = overlap(case)
    asked = explaining.general_asked(case.months, case.ends, each, before=before)
    return Requirement(
        code=GENERAL_POINTS,
        required=required,
        obtained=earned + given.counted + sum(each.counted for each in both),
        rule=sources.RULE_GENERAL_INITIAL if before else sources.RULE_GENERAL_INITIAL_LATER,
        explanation=explaining.general_initial(asked, required, earned, given, both),
        points=[*case.general, *shared],
    )


def specialist_points(case: Case, group: str) -> Requirement:
    """Rule 13(1), (2) and (4): for each specialty by itself, one for each whole month with it if
    it was there on 30 June 2005, else half, and half a point is dropped.

    Obtained: specialist points of it, and what the registrar granted (rule 14(b)).
    """
    before = THE_DAY in case.run.whole and held_on_the_day(case, group)
    share = case.figures.specialist_share_before if before else case.figures.specialist_share
    months = case.months_with(group)
    required = share_of(share, months)
    points = case.specialist_of(group)
    given = Credit(
        voluntary_specialist(case).get(group, 0),
        sum(number for specialty, number in case.voluntary.specialist if specialty == group),
        case.figures.voluntary_specialist_most,
    )
    return Requirement(
        code=SPECIALIST_POINTS,
        specialty=group,
        required=required,
        obtained=total_of(points) + given.counted,
        rule=sources.SPECIALIST_INITIAL if before else sources.SPECIALIST_INITIAL_LATER,
        explanation=explaining.specialist(
            months,
            case.stretches_with(group),
            share,
            required,
            earned=total_of(points),
            given=given,
            before=before,
            held_before=held_on_the_day(case, group),
        ),
        points=points,
    )


def held_on_the_day(case: Case, group: str) -> bool:
    """Was the specialty against the name on 30 June 2005?"""
    return any(THE_DAY in span_of(each) for each in case.all_held.get(group, ()))


def voluntary_general(case: Case) -> int:
    """Rule 14(a): what was granted, at most 24, for the purposes of rule 12(2)(a) alone."""
    if THE_DAY not in case.run.whole:
        return 0
    return min(case.figures.voluntary_general_most, case.voluntary.general)


def voluntary_specialist(case: Case) -> dict[str, int]:
    """Rule 14(b): what was granted for each specialty, at most 12 over all of them in the order
    granted, and only for a specialty that was there on 30 June 2005."""
    left = case.figures.voluntary_specialist_most
    credited: dict[str, int] = {}
    for specialty, granted in case.voluntary.specialist:
        if not held_on_the_day(case, specialty):
            continue
        credited[specialty] = credited.get(specialty, 0) + min(left, granted)
        left -= min(left, granted)
    return credited


def overlap(case: Case) -> tuple[tuple[Credit, Credit], list[Point]]:
    """Rule 16(2): specialist points that count as general ones too, and those points:
    at most 4 of those obtained in the period and at most 12 of those granted."""
    if not case.held:
        return (NO_CREDIT, NO_CREDIT), []
    figures, there = case.figures, total_of(case.specialist)
    earned = Credit(min(figures.overlap_most, there), there, figures.overlap_most)
    most, there = figures.overlap_voluntary_most, sum(voluntary_specialist(case).values())
    given = Credit(min(most, there), there, most)
    both: list[Point] = []
    reached = 0
    for point in case.specialist:
        if reached >= earned.counted:
            break
        both.append(point)
        reached += point.total
    return (earned, given), both
