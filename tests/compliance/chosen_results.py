"""Sealed runs with chosen results, for tests of what follows from a run."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from itertools import count

from cet_portal.core.clock import LONDON
from compliance import queries
from compliance.models import ComplianceRun, RunResult
from compliance.queries import runs as reads
from compliance.rules.annual_sums import counted, minimums_in, years_below
from compliance.rules.letters import outcome_of
from registrants.models import Registrant
from tests import builders

CYCLE = "2022-2024"
# Days into the year after the cycle: the run is sealed, letters are due by the 14th.
JANUARY = datetime(2025, 1, 10, 10, tzinfo=LONDON)

_numbers = count(70_001)


def requirement(code: str = "GENERAL_POINTS", required: int = 36, obtained: int = 36, **changed):
    """One requirement as contracts/assess.md lists it."""
    shortfall = max(0, required - obtained)
    return {
        "code": code,
        "specialty": None,
        "year": None,
        "required": required,
        "obtained": obtained,
        "shortfall": shortfall,
        "met": not shortfall,
        "advisory": False,
        "rule": "CET Rules 2005, rule 12(3)",
        "explanation": f"36 whole months make {required}; {obtained} count.",
        **changed,
    }


def annual(year: int, obtained: int) -> dict:
    """The annual minimum of a year."""
    return requirement("ANNUAL_MINIMUM", 6, obtained, year=year, advisory=True)


def short(person: Registrant, obtained: int = 30, *more: dict) -> tuple:
    """Somebody with a shortfall of general points."""
    return person, "not-met", [requirement(obtained=obtained), *more]


def met(person: Registrant, *more: dict) -> tuple:
    """Somebody who has met everything."""
    return person, "met", [requirement(), *more]


def sealed_run(
    *rows: tuple[Registrant, str, Iterable[dict]],
    kind: str = "REAL",
    cycle: str = CYCLE,
    as_at: date | None = None,
    at: datetime = JANUARY,
) -> ComplianceRun:
    """A run with these results, sealed."""
    builders.reference()
    today = at.astimezone(LONDON).date()
    period = queries.period_named(cycle, queries.periods(today))
    run = ComplianceRun.objects.create(
        number=f"RUN-{next(_numbers)}",
        cycle=cycle,
        scheme=period.scheme,
        kind=kind,
        as_at=as_at or period.last_day,
        status="RUNNING",
        started_at=at,
        begun_at=at,
    )
    add_results(run, rows)
    return seal(run, at=at)


def add_results(run: ComplianceRun, rows: Iterable[tuple]) -> None:
    """Results of a run that is running."""
    RunResult.objects.bulk_create(_result(run, *row) for row in rows)


def seal(run: ComplianceRun, *, at: datetime = JANUARY) -> ComplianceRun:
    """Finish it."""
    counts = reads.outcomes(run)
    results = RunResult.objects.filter(run=run).exclude(standing="apart")
    asked = [outcome_of(each.result).requirements for each in results]
    judged = sum(counts.values()) - counts.get("apart", 0)
    ComplianceRun.objects.filter(pk=run.pk).update(
        status="SEALED",
        ended_at=at,
        people=judged,
        met=counts.get("met", 0),
        counts=counts,
        annual=counted(Counter(map(minimums_in, asked))),
    )
    run.refresh_from_db()
    return run


def _result(
    run: ComplianceRun, person: Registrant, standing: str, requirements: Iterable[dict]
) -> RunResult:
    result = {
        "id": str(person.pk),
        "scheme": run.scheme,
        "met": standing == "met",
        "requirements": list(requirements),
        "counted": [],
        "not_counted": [],
    }
    judged = outcome_of(result).requirements
    entry = next(iter(person.entries.all()), None)
    return RunResult(
        run=run,
        registrant=person,
        number=entry.number if entry else "",
        profession=entry.profession if entry else "",
        standing=standing,
        met=standing == "met",
        inputs="",
        result=result,
        digest=hashlib.sha256(json.dumps(result).encode()).hexdigest(),
        years_below=years_below(minimums_in(() if standing == "apart" else judged)),
    )
