"""One pure function that judges everybody."""

from collections.abc import Callable, Iterator
from datetime import date

from compliance.rules import (
    enhanced_2013,
    enhanced_2016,
    enhanced_2019,
    initial_2005,
    subsequent_2007,
)
from compliance.rules.case import Case, references_of
from compliance.rules.counting import GENERAL, SPECIALIST, Count, count
from compliance.rules.facts import Period, Person
from compliance.rules.figures import Figures, figures_of
from compliance.rules.months import Run, run_in
from compliance.rules.result import Assessment, Requirement
from compliance.rules.specialties import grouped

VERSIONS: dict[str, Callable[[Case], Iterator[Requirement]]] = {
    "INITIAL_2005": initial_2005.requirements,
    "SUBSEQUENT_2007": subsequent_2007.requirements,
    "ENHANCED_2013": enhanced_2013.requirements,
    "ENHANCED_2016": enhanced_2016.requirements,
    "ENHANCED_2019": enhanced_2019.requirements,
}


def assess(
    person: Person, period: Period, *, as_at: date | None = None, figures: Figures | None = None
) -> Assessment:
    """How `person` stands in the cycle `period`.

    Points after `as_at` do not count; what is required is always that of the whole cycle.
    Who was not on the register in the cycle has nothing to meet. `figures`: those of the cycle's
    scheme version unless others are tried.
    """
    figures = figures or figures_of(period.scheme)
    run = run_in(period, person.entries, figures.month_method)
    held = grouped(person.specialties, figures)
    points = count(
        person.points,
        period=period,
        run=run,
        held=held,
        as_at=as_at or period.last_day,
        figures=figures,
    )
    return Assessment(
        scheme=period.scheme,
        requirements=_requirements(person, run, points, period=period, figures=figures)
        if run
        else (),
        counted=references_of(points.counted),
        not_counted=points.not_counted,
    )


def _requirements(
    person: Person, run: Run, points: Count, *, period: Period, figures: Figures
) -> tuple[Requirement, ...]:
    held = grouped(person.specialties, figures)
    case = Case(
        period=period,
        figures=figures,
        run=run,
        months=run.whole_months,
        held={name: each for name, each in held.items() if run.ever_held(each)},
        all_held=held,
        counted=points.counted,
        general=[point for point in points.counted if point.kind == GENERAL],
        specialist=[point for point in points.counted if point.kind == SPECIALIST],
        voluntary=person.voluntary,
    )
    if case.months == 0:
        # Without a whole month nothing but the general points is listed, and none are required.
        return (next(VERSIONS[period.scheme](case)),)
    return tuple(VERSIONS[period.scheme](case))
