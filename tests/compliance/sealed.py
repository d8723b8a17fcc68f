"""Sealed real runs over a few people, for tests of what follows them."""

from collections import Counter
from datetime import datetime

from compliance import queries
from compliance.models import ComplianceRun, Letter, LetterRound, RunResult
from compliance.queries.judging import judged_now
from compliance.rules import Period
from compliance.rules.annual_sums import Minimums, counted, minimums_in, years_below
from compliance.rules.plain import plain
from compliance.rules.settling import figures_digest
from registrants.models import Registrant


def period_of(name: str, at: datetime) -> Period:
    """The cycle with this name."""
    return queries.period_named(name, queries.periods(at.date()))


def sealed(
    period: Period,
    *people: Registrant,
    at: datetime,
    number: str = "RUN-1",
    apart=(),
    kind="REAL",
    told=True,
) -> ComplianceRun:
    """These people judged as their records are now; with `told` those who are short have had their
    letter."""
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
    annual: Counter[Minimums] = Counter()
    for person in people:
        found, entry = judged[person.pk].found, person.entries.order_by("-start").first()
        met = found.met and person not in apart
        minimums = minimums_in(() if person in apart else found.requirements)
        annual[minimums] += 1
        RunResult.objects.create(
            run=run,
            registrant=person,
            number=entry.number,
            profession=entry.profession,
            standing="apart" if person in apart else "met" if met else "not-met",
            met=met,
            inputs="",
            digest=f"{number} {person.pk}",
            result=None if person in apart else plain(found),
            figures_digest=figures_digest(None if person in apart else found.requirements),
            years_below=years_below(minimums),
        )
    ComplianceRun.objects.filter(pk=run.pk).update(
        status="SEALED", ended_at=at, annual=counted(annual)
    )
    run.refresh_from_db()
    if told and kind == "REAL":
        tell(run, at=at)
    return run


def tell(run: ComplianceRun, *, at: datetime, kind: str = "SHORTFALL") -> None:
    """The letters of a run."""
    letter_round = LetterRound.objects.create(
        cycle=run.cycle, kind=kind, run=run, status="WRITTEN", made_at=at, moved_at=at
    )
    for row in RunResult.objects.filter(run=run, met=kind == "MET").exclude(standing="apart"):
        Letter.objects.create(
            round=letter_round,
            registrant_id=row.registrant_id,
            number=row.number,
            digest=row.digest,
            written_on=at.date(),
            way="ACCOUNT",
        )
