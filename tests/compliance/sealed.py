"""Sealed real runs over a few people, for tests of what follows them."""

from datetime import datetime

from compliance import queries
from compliance.models import ComplianceRun, RunResult
from compliance.queries.judging import judged_now
from compliance.rules import Period
from compliance.rules.plain import plain
from registrants.models import Registrant


def period_of(name: str, at: datetime) -> Period:
    """The cycle with this name."""
    return queries.period_named(name, queries.periods(at.date()))


def sealed(
    period: Period, *people: Registrant, at: datetime, number: str = "RUN-1", apart=(), kind="REAL"
) -> ComplianceRun:
    """These people judged as their records are now."""
    run = ComplianceRun.objects.create(
        number=number,
        cycle=period.name,
        scheme=period.scheme,
        kind=kind,
        as_at=period.last_day,
        status="RUNNING",
        started_at=at,
    )
    judged = judged_now([person.pk for person in people], period)
    for person in people:
        found, entry = judged[person.pk].found, person.entries.order_by("-start").first()
        met = found.met and person not in apart
        RunResult.objects.create(
            run=run,
            registrant=person,
            number=entry.number,
            profession=entry.profession,
            standing="apart" if person in apart else "met" if met else "not-met",
            met=met,
            inputs="",
            result=None if person in apart else plain(found),
        )
    ComplianceRun.objects.filter(pk=run.pk).update(status="SEALED", ended_at=at)
    run.refresh_from_db()
    return run
