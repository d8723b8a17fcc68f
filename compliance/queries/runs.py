"""Reads of end-of-cycle runs."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from cet_portal.core.actor import Actor
from compliance.enums import RUN_OPEN, RunKind, RunStatus, Settled
from compliance.models import ComplianceRun, RunRange, RunResult
from compliance.queries.cycles import period_named, periods
from compliance.rules import Period, figures_from_plain
from compliance.rules.settling import Row, Terms
from registrants import rules as register_rules

# What was asked so long ago and still runs may have lost its worker.
PATIENCE = timedelta(minutes=1)
AT_ONCE = 1_000
SHORT = (Settled.NOT_MET, Settled.ONLY_ACCEPTANCE)


def runs_visible_to(actor: Actor, *, cycle: str = "", kind: str = "") -> QuerySet[ComplianceRun]:
    """All runs for GOC staff, the newest first; nobody else sees any. Of a cycle, of a kind."""
    found = ComplianceRun.objects.visible_to(actor)
    wanted = {name: said for name, said in (("cycle", cycle), ("kind", kind)) if said}
    found = found.filter(**wanted)
    return found.select_related("started_by", "confirmed_by", "variant").order_by("-pk")


def run_with_key(key: int) -> ComplianceRun | None:
    """One run, for the worker."""
    return ComplianceRun.objects.filter(pk=key).first()


def run_numbered(number: str) -> ComplianceRun | None:
    """One run by its number, such as "RUN-10001"."""
    return ComplianceRun.objects.filter(number=number).first()


def open_real_run(cycle: str) -> ComplianceRun | None:
    """The real run of a cycle that waits or is at work."""
    return ComplianceRun.objects.filter(cycle=cycle, kind=RunKind.REAL, status__in=RUN_OPEN).first()


def to_confirm(actor: Actor) -> QuerySet[ComplianceRun]:
    """Real runs that wait for a second person whom the actor can be, the oldest first."""
    if actor.user_id is None:
        return ComplianceRun.objects.none()
    found = runs_visible_to(actor).filter(status=RunStatus.ASKED)
    return found.exclude(started_by_id=actor.user_id).order_by("pk")


def at_work(at: datetime) -> QuerySet[ComplianceRun]:
    """Runs that were at work already a while ago."""
    return ComplianceRun.objects.at_work().filter(begun_at__lt=at - PATIENCE).order_by("pk")


def sealed_runs(actor: Actor, cycle: str) -> QuerySet[ComplianceRun]:
    """The sealed runs of a cycle by its own rules, the newest first."""
    return runs_visible_to(actor).sealed().filter(cycle=cycle, variant__isnull=True)


def comparable(run: ComplianceRun) -> QuerySet[ComplianceRun]:
    """The other sealed runs of its cycle."""
    others = ComplianceRun.objects.sealed().filter(cycle=run.cycle).exclude(pk=run.pk)
    return others.select_related("variant").order_by("-pk")


def terms_of(run: ComplianceRun) -> Terms:
    """What everybody in it is judged by: as kept with the run, whatever changed since."""
    period = period_named(run.cycle, periods(date.max))
    if period is None:
        raise LookupError(f"{run.number}: there is no cycle {run.cycle}")
    period = Period(period.name, period.first_day, period.last_day, run.scheme)
    return Terms(period, run.as_at, figures_from_plain(run.figures))


def is_unfinished(run: ComplianceRun) -> bool:
    """Is there a range that nobody has judged?"""
    return RunRange.objects.filter(run=run, done_at__isnull=True).exists()


def progress(run: ComplianceRun) -> dict[str, int]:
    """Ranges done, ranges altogether, people judged so far."""
    rows = RunRange.objects.filter(run=run).values_list("done_at", "people")
    done = [people for done_at, people in rows if done_at]
    return {"done": len(done), "ranges": len(rows), "people": sum(done)}


def outcomes(run: ComplianceRun) -> dict[str, int]:
    """How many people there are at each outcome."""
    found = RunResult.objects.filter(run=run).values("standing").order_by("standing")
    return {row["standing"]: row["people"] for row in found.annotate(people=Count("registrant_id"))}


def by_profession(run: ComplianceRun) -> list[dict]:
    """People, and how many have met everything, by profession."""
    judged = RunResult.objects.filter(run=run).exclude(standing=Settled.APART)
    return list(
        judged.values("profession")
        .annotate(people=Count("registrant_id"), met_all=Count("registrant_id", filter=Q(met=True)))
        .order_by("profession")
    )


def results_of(run: ComplianceRun) -> QuerySet[RunResult]:
    """Everybody in a run, in the order of their numbers."""
    return RunResult.objects.filter(run=run).select_related("registrant").order_by("number", "pk")


def with_keys(keys: Iterable[int]) -> list[RunResult]:
    """These results with their people, in the same order."""
    wanted = list(keys)
    found = RunResult.objects.select_related("registrant").in_bulk(wanted)
    return [found[key] for key in wanted]


def rows_of(run: ComplianceRun) -> Iterator[Row]:
    """The rows exactly as they are kept, in the order of the people's keys."""
    kept = RunResult.objects.filter(run=run).order_by("registrant_id")
    texts = kept.annotate(
        result_text=Cast(F("result"), TextField()),
        contradictions_text=Cast(F("contradictions"), TextField()),
    )
    named = {"result": "result_text", "contradictions": "contradictions_text"}
    columns = [named.get(name, name) for name in Row._fields]
    found = texts.values_list(*columns).iterator(chunk_size=AT_ONCE)
    return (Row(*values, tuple(years)) for *values, years in found)


def digest_of(run: ComplianceRun) -> str:
    """SHA-256 over what everybody was judged by, and the digests of all results in the order of
    the people's keys: the same however the register was divided."""
    digest = hashlib.sha256(_head(run).encode())
    kept = RunResult.objects.filter(run=run).order_by("registrant_id")
    for one in kept.values_list("digest", flat=True).iterator(chunk_size=10 * AT_ONCE):
        digest.update(b"\n")
        digest.update(one.encode())
    return digest.hexdigest()


def _head(run: ComplianceRun) -> str:
    return json.dumps(
        [run.cycle, run.scheme, run.as_at.isoformat(), run.apart, run.figures], sort_keys=True
    )


def below_annual(year: int | None) -> Q:
    """Who was judged and had too few points in a year."""
    # The first says nothing new, and lets the index answer that has them alone.
    return ~Q(years_below=[]) & Q(years_below__contains=[year])


def narrowed(
    results: QuerySet[RunResult], *, standing: str = "", annual: int | None = None, words: str = ""
) -> QuerySet[RunResult]:
    """The people that a page asks for: an outcome ("short": all who did not meet it), below the
    annual minimum of a year, a number or a surname."""
    if annual:
        results = results.filter(below_annual(annual))
    if standing == "short":
        results = results.filter(standing__in=SHORT)
    elif standing:
        results = results.filter(standing=standing)
    if words.strip():
        key = register_rules.surname_key(words)
        by_name = Q(registrant__surname_key__contains=key) if key else Q(pk__in=())
        results = results.filter(Q(number__icontains=words.strip()) | by_name)
    return results
