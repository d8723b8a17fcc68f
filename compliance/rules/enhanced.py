"""What the enhanced scheme asks in each of its versions (domain.md 5.4 and 5.5).

The versions differ in their figures alone: see `enhanced_2013`, `enhanced_2016` and
`enhanced_2019`. Where the figure is 0 or the list empty, the version does not ask it.
"""

from collections.abc import Iterator, Sequence

from compliance.enums import RequirementCode
from compliance.rules import explaining, sources
from compliance.rules.case import Case, share_of, total_of
from compliance.rules.counting import SPECIALIST
from compliance.rules.facts import Point
from compliance.rules.result import AS_ONE, Requirement
from compliance.rules.specialties import CONTACT_LENS
from compliance.rules.subsequent_2007 import general_points as one_a_month
from compliance.rules.subsequent_2007 import specialist_points as share_of_the_months

GENERAL_POINTS = RequirementCode.GENERAL_POINTS.value
INTERACTIVE_POINTS = RequirementCode.INTERACTIVE_POINTS.value
COMPETENCY_UNITS = RequirementCode.COMPETENCY_UNITS.value
PEER_REVIEW = RequirementCode.PEER_REVIEW.value
STANDARDS_OF_PRACTICE = RequirementCode.STANDARDS_OF_PRACTICE.value
ANNUAL_MINIMUM = RequirementCode.ANNUAL_MINIMUM.value
WHOLE_YEAR = 12


def requirements(case: Case) -> Iterator[Requirement]:
    """What is asked, in the order of the list."""
    yield from general_points(case)
    yield from specialist_points(case)
    yield from interactive_points(case)
    yield from competency_units(case)
    yield from peer_review(case)
    yield from standards_of_practice(case)
    yield from annual_minimum(case)


def general_points(case: Case) -> Iterator[Requirement]:
    """Rule 12(3): 1 for each whole month. Contact lens opticians owe half of the months with the
    specialty as contact lens points instead (GOC, contact lens specialty; domain.md 5.5)."""
    within = case.contact_lens_optician and case.figures.contact_lens_within_general
    if not within or case.months == 0:
        yield one_a_month(case, sources.RULE_GENERAL_ENHANCED)
        return
    figures = case.figures
    held = case.months_with(CONTACT_LENS)
    specialist = share_of(figures.specialist_share, held)
    obtained = total_of(case.general)
    yield Requirement(
        code=GENERAL_POINTS,
        required=max(0, share_of(figures.points_a_month, case.months) - specialist),
        obtained=obtained,
        rule=sources.RULE_GENERAL_CONTACT_LENS,
        explanation=explaining.general_within(
            months=case.months,
            ends=case.ends,
            each=figures.points_a_month,
            specialist=specialist,
            share=figures.specialist_share,
            held=held,
            obtained=obtained,
        ),
        points=case.general,
    )


def specialist_points(case: Case) -> Iterator[Requirement]:
    """Rule 13(3): half the whole months with the specialty."""
    if case.contact_lens_optician:
        yield share_of_the_months(case, CONTACT_LENS, sources.SPECIALIST_CONTACT_LENS)
    elif case.therapeutic:
        yield share_of_the_months(case, AS_ONE)


def interactive_points(case: Case) -> Iterator[Requirement]:
    """Half of the whole months, of general points; of contact lens opticians those of the
    specialty count as well (GOC bulletin February 2016, AOP)."""
    if not case.figures.interactive_share:
        return
    points = [
        point
        for point in (case.counted if case.contact_lens_optician else case.general)
        if point.interactive
    ]
    obtained = sum([point.interactive for point in points])
    required = share_of(case.figures.interactive_share, case.months)
    yield Requirement(
        code=INTERACTIVE_POINTS,
        required=required,
        obtained=obtained,
        rule=sources.INTERACTIVE,
        explanation=explaining.interactive(
            case.months,
            case.ends,
            case.figures.interactive_share,
            required,
            obtained,
        ),
        points=points,
    )


def competency_units(case: Case) -> Iterator[Requirement]:
    """Every unit of the person's lists, by whatever points count (College of Optometrists)."""
    asked = units_asked(case)
    if not asked:
        return
    strange = frozenset(asked).isdisjoint
    points = [point for point in case.counted if not strange(point.units)]
    named = set().union(*[point.units for point in points])
    missing = tuple([unit for unit in asked if unit not in named])
    yield Requirement(
        code=COMPETENCY_UNITS,
        required=len(asked),
        obtained=len(asked) - len(missing),
        rule=sources.COMPETENCY_UNITS,
        explanation=explaining.units(len(asked), missing),
        points=points,
        units_missing=missing,
    )


def units_asked(case: Case) -> tuple[str, ...]:
    """The list of the profession, and that of the specialty after it."""
    figures = case.figures
    if case.optometrist:
        more = figures.units_therapeutic if case.therapeutic else ()
        return figures.units_optometrist + more
    more = figures.units_contact_lens if case.contact_lens_optician else ()
    return figures.units_dispensing_optician + more


def peer_review(case: Case) -> Iterator[Requirement]:
    """Of optometrists and contact lens opticians, not of other dispensing opticians; of the
    latter's specialty, and from 2019 of that of therapeutic prescribers (GOC, AOP 2019)."""
    lens = case.contact_lens_optician
    if not case.figures.peer_reviews or not (case.optometrist or lens):
        return
    of_specialty = (lens and case.figures.peer_review_in_contact_lens) or (
        case.therapeutic and case.figures.peer_review_in_therapeutic
    )
    points = [
        point
        for point in case.counted
        if point.peer_review and (not of_specialty or point.kind == SPECIALIST)
    ]
    yield Requirement(
        code=PEER_REVIEW,
        required=case.figures.peer_reviews,
        obtained=len(points),
        rule=sources.PEER_REVIEW,
        explanation=explaining.peer_review(
            case.figures.peer_reviews, len(points), of_specialty=of_specialty
        ),
        points=points,
    )


def standards_of_practice(case: Case) -> Iterator[Requirement]:
    """One piece of CET on the Standards of Practice (GOC bulletin February 2016)."""
    required = case.figures.standards_of_practice
    if not required:
        return
    points = [point for point in case.counted if point.standards_of_practice]
    yield Requirement(
        code=STANDARDS_OF_PRACTICE,
        required=required,
        obtained=len(points),
        rule=sources.STANDARDS_OF_PRACTICE,
        explanation=explaining.standards_of_practice(required, len(points)),
        points=points,
    )


def annual_minimum(case: Case) -> Iterator[Requirement]:
    """6 points of any kind in each calendar year, half the whole months of a year that is not
    whole; 2020 was waived. It does not decide the cycle (domain.md 5.4)."""
    if not case.figures.annual_minimum:
        return
    first, last = case.period.first_day.year, case.period.last_day.year
    by_year: dict[int, list[Point]] = {year: [] for year in range(first, last + 1)}
    for point in case.counted:
        by_year[point.event_date.year].append(point)
    for year, points in by_year.items():
        yield from _minimum_of(case, year, points)


def _minimum_of(case: Case, year: int, points: Sequence[Point]) -> Iterator[Requirement]:
    figures = case.figures
    months = case.run.whole_months_in(year)
    share = figures.annual_share if months < WHOLE_YEAR else None
    required = figures.annual_minimum if share is None else share_of(share, months)
    if not required:
        return
    obtained = total_of(points)
    if year in figures.annual_waived:
        required, explanation = 0, explaining.annual_waived(year, obtained)
    else:
        explanation = explaining.annual(
            year,
            months,
            case.run.ends_in(year) if share else None,
            share,
            required=required,
            obtained=obtained,
        )
    yield Requirement(
        code=ANNUAL_MINIMUM,
        year=year,
        required=required,
        obtained=obtained,
        rule=sources.ANNUAL_MINIMUM,
        explanation=explanation,
        advisory=True,
        points=points,
    )
