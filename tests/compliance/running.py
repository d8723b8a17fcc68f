"""A register with a ledger, and runs over it, for tests."""

from datetime import datetime

from django.db import connection

from cet_portal.core.clock import LONDON
from cet_portal.local.benchmarks import compliance_world
from compliance import queries
from compliance.models import ComplianceRun
from compliance.queries import runs as reads
from compliance.rules import Period
from compliance.services import running
from tests import builders

AFTER = datetime(2028, 1, 10, 9, tzinfo=LONDON)
CYCLE = "2025-2027"


def period() -> Period:
    today = AFTER.date()
    return queries.period_named(CYCLE, queries.periods(today))


def fill(people: int = 40, lines: int = 20) -> None:
    """So many people with so many lines each, of the cycle."""
    builders.reference()
    compliance_world.fill(people, people * lines, CYCLE)


def start(kind="REHEARSAL", *, by=None, **changed) -> ComplianceRun:
    """A run that somebody of GOC staff has started."""
    actor = builders.actor_of(by or builders.staff())
    return running.start_run(period=period(), kind=kind, actor=actor, at=AFTER, **changed)


def work(run: ComplianceRun) -> ComplianceRun:
    """All of it, by one worker."""
    running.work_on_run(run=run, terms=reads.terms_of(run), at=AFTER)
    run.refresh_from_db()
    return run


def done(**changed) -> ComplianceRun:
    """A sealed (or refused) rehearsal."""
    return work(start(**changed))


def overlapping(registrant_id: int = 1) -> None:
    """Two entries of this person overlap: their data contradict themselves."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO registrants_registerentry (registrant_id, profession, number, start)"
            " VALUES (%s, 'OPTOMETRIST', '01-9', '2026-01-01')",
            [registrant_id],
        )
