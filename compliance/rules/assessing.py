"""One pure function that judges everybody."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice

from cet_portal.scheme.enums import Profession
from compliance.rules import (
    enhanced_2013,
    enhanced_2016,
    enhanced_2019,
    initial_2005,
    subsequent_2007,
)
from compliance.rules.case import Case
from compliance.rules.counting import GENERAL, SPECIALIST, Count, count
from compliance.rules.explaining import one_language
from compliance.rules.facts import Held, Period, Person, Point
from compliance.rules.figures import Figures, figures_of
from compliance.rules.months import Run, run_in
from compliance.rules.result import AS_ONE, Assessment, Requirement, references_of
from compliance.rules.specialties import CONTACT_LENS, grouped

OPTOMETRIST = Profession.OPTOMETRIST.value
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
    points, case = _laid_out(person, period, as_at, figures or figures_of(period.scheme))
    asked: tuple[Requirement, ...] = ()
    if case:
        with one_language():
            asked = tuple(_asked(case))
    return Assessment(
        scheme=period.scheme,
        requirements=asked,
        counted=references_of(points.counted),
        not_counted=points.not_counted,
        run=case.run if case else None,
    )


def is_met(
    person: Person, period: Period, *, as_at: date | None = None, figures: Figures | None = None
) -> bool:
    """The `met` of `assess` with the same arguments, for who asks nothing else: it looks no
    further than the first requirement that is not met."""
    case = _laid_out(person, period, as_at, figures or figures_of(period.scheme))[1]
    if case is None:
        return True
    with one_language():
        return all(each.met or each.advisory for each in _asked(case))


def _asked(case: Case) -> Iterator[Requirement]:
    """Without a whole month nothing but the general points is listed, and none are required."""
    found = VERSIONS[case.period.scheme](case)
    return found if case.months else islice(found, 1)


def _laid_out(
    person: Person, period: Period, as_at: date | None, figures: Figures
) -> tuple[Count, Case | None]:
    """Which points count, and the case, if there is a run in the cycle."""
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
    if run is None:
        return points, None
    return points, _case(person, run, points.counted, held, period=period, figures=figures)


def _case(
    person: Person,
    run: Run,
    counted: Sequence[Point],
    all_held: dict[str, list[Held]],
    *,
    period: Period,
    figures: Figures,
) -> Case:
    held = {name: each for name, each in all_held.items() if run.ever_held(each)}
    optometrist = run.profession == OPTOMETRIST
    return Case(
        period=period,
        figures=figures,
        run=run,
        months=run.whole_months,
        ends=run.whole_month_ends,
        held=held,
        all_held=all_held,
        counted=counted,
        general=[point for point in counted if point.kind == GENERAL],
        specialist=[point for point in counted if point.kind == SPECIALIST] if all_held else (),
        voluntary=person.voluntary,
        optometrist=optometrist,
        contact_lens_optician=not optometrist and CONTACT_LENS in held,
        therapeutic=optometrist and AS_ONE in held,
    )
