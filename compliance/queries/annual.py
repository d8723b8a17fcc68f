"""Who is below the annual minimum of a year, from the run that letters about it follow."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, F, JSONField, Q, QuerySet, Value
from django.db.models.functions import Cast, NullIf

from compliance.enums import LetterKind, RequirementCode, Settled
from compliance.models import ComplianceRun, Letter
from compliance.models import RunResult as Result
from compliance.queries import runs as reads
from compliance.rules import Requirement
from compliance.rules.letters import outcome_of

# A sealed run never changes, so what was counted of it stays true.
KEPT_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Sum:
    """How many people of a run had a minimum in the year, and how many are below it."""

    asked: int
    below: int


@dataclass(frozen=True, slots=True)
class Below:
    """Somebody below it: the requirement as the run said it, and the last letter that told them."""

    result: Result
    requirement: Requirement
    letter: Letter | None


def sum_of(run: ComplianceRun, year: int) -> Sum:
    """Counted once a day: of 30,000 people it takes half a second."""
    key = f"annual-minimum:{run.pk}:{run.digest[:16]}:{year}"
    found = cache.get(key)
    if found is None:
        found = _counted(run, year)
        cache.set(key, found, KEPT_SECONDS)
    return Sum(*found)


def _counted(run: ComplianceRun, year: int) -> tuple[int, int]:
    asked = {"code": RequirementCode.ANNUAL_MINIMUM.value, "year": year}
    rows = Result.objects.filter(run=run).exclude(standing=Settled.APART)
    rows = rows.annotate(listed=Cast(NullIf("result", Value("")), JSONField()))
    found = rows.annotate(of_year=F("listed__requirements")).aggregate(
        asked=Count("pk", filter=Q(of_year__contains=[asked])),
        below=Count("pk", filter=Q(of_year__contains=[{**asked, "met": False}])),
    )
    return found["asked"], found["below"]


def below_in(run: ComplianceRun, year: int, *, words: str = "") -> QuerySet[Result]:
    """The people of a run who are below it, in the order of their numbers; with this number or
    surname."""
    return reads.narrowed(reads.results_of(run), annual=year, words=words)


def told_below(run: ComplianceRun, year: int, results: Iterable[Result]) -> list[Below]:
    """These results with what was asked and there, and with the letter. In one query."""
    rows = list(results)
    letters = Letter.objects.filter(
        round__cycle=run.cycle,
        round__kind=LetterKind.ANNUAL,
        round__year=year,
        registrant__in=[row.registrant_id for row in rows],
    )
    last = {each.registrant_id: each for each in letters.order_by("pk")}
    return [
        Below(row, asked, last.get(row.registrant_id))
        for row in rows
        for asked in outcome_of(row.result).of_year(year)
    ]
