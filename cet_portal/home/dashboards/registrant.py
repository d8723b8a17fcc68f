"""A registrant: pending points, open cases, progress, what to rate."""

from datetime import datetime

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.home.dashboards.needs import group
from compliance import queries as compliance_queries
from sessions_events.queries import asking as asked_queries
from sessions_events.queries import cases as case_queries

MOST_TO_RATE = 5


def registrant(actor: Actor, *, at: datetime) -> dict:
    """The present cycle in short, what has to be confirmed, and open cases."""
    today = london_date(at)
    periods = compliance_queries.periods(today)
    period = compliance_queries.period_on(today, periods)
    if period is None:
        return {"statement": None}
    found = compliance_queries.statement(actor, period, today=today)
    cases = group(case_queries.open_of(actor))
    unrated = [line for line in found.lines if line.can_be_rated]
    return {
        "statement": found,
        "period": period,
        "ended": compliance_queries.ended(actor, found.registrant, period, periods, today=today),
        "own_removal": compliance_queries.own_removal(
            actor, found.registrant, periods, today=today
        ),
        "to_rate": unrated[:MOST_TO_RATE],
        "unrated": len(unrated),
        "cases": cases.first,
        "more_cases": cases.total > len(cases.first),
        "to_confirm": asked_queries.to_do_of(actor, at),
    }
