"""Who is below the annual minimum of a year, from the run that letters about it follow."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from compliance.enums import LetterKind
from compliance.models import ComplianceRun, Letter
from compliance.models import RunResult as Result
from compliance.queries import runs as reads
from compliance.rules import Requirement
from compliance.rules.letters import outcome_of


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
    """As it was counted while people were judged."""
    return Sum(*run.annual.get(str(year), (0, 0)))


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
