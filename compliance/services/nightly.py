"""Everything that is counted each night."""

from datetime import datetime

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from compliance import queries
from compliance.services.figures import count_figures
from compliance.services.uptake import count_uptake
from compliance.services.weeks import count_last_week, reckon_weeks


def count_at_night(*, actor: Actor, at: datetime) -> None:
    """How everybody stands in the present cycle and in the one before, for comparisons, the list
    of gaps, dashboards and reports.

    The cycle before is counted while it settles, and weeks without figures are reckoned from the
    ledger: once, or after a night on which nothing ran. Refused for everybody but the clock.
    """
    today = london_date(at)
    begun = queries.periods(today)
    present = queries.period_on(today, begun)
    if present:
        count_figures(period=present, actor=actor, at=at)
    for period in begun[:2]:
        changes = queries.still_settles(period, today)
        if period != present and changes:
            count_last_week(period=period, actor=actor, at=at)
        if missing := queries.weeks_not_counted(period, today):
            reckon_weeks(period=period, weeks=missing, actor=actor, at=at)
        if changes or not queries.has_uptake(period):
            count_uptake(period=period, actor=actor, at=at)
