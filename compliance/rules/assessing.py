"""One pure function that judges everybody."""

from datetime import date

from compliance.rules.counting import count
from compliance.rules.facts import Period, Person
from compliance.rules.figures import Figures
from compliance.rules.general import general_points
from compliance.rules.months import run_in
from compliance.rules.result import Assessment


def assess(
    person: Person, period: Period, *, as_at: date | None = None, figures: Figures | None = None
) -> Assessment:
    """How `person` stands in the cycle `period`.

    `figures`: those of the cycle's scheme version unless others are tried.

    Points after `as_at` do not count; what is required is always that of the whole cycle.
    Who was not on the register in the cycle has nothing to meet.
    """
    run = run_in(period, person.entries)
    points = count(
        person.points,
        period=period,
        run=run,
        held=person.specialties,
        as_at=as_at or period.last_day,
    )
    requirements = (
        (general_points(period=period, run=run, held=person.specialties, count=points),)
        if run
        else ()
    )
    return Assessment(
        scheme=period.scheme,
        requirements=requirements,
        counted=tuple(point.reference for point in points.counted),
        not_counted=points.not_counted,
    )
