"""The next set of letters to write: what is read for it is the same for the first and the last."""

from dataclasses import dataclass

from django.db.models import Count, Max, Min, QuerySet

from cet_portal.core.clock import london_date
from cet_portal.core.membership import IsOneOf
from compliance.enums import LetterKind, Settled
from compliance.models import ComplianceRun, LetterRound
from compliance.models import RunResult as Result
from compliance.queries.addressees import not_told
from compliance.queries.left_out import SHORT


@dataclass(frozen=True, slots=True)
class LetterSet:
    """Results of which a letter may be written, in the order of their keys, and how far the run is
    read with them. Of two entries that turned out to be one person both can be here, or the second
    can come in a later set: who has a letter of the round gets no other."""

    results: list[Result]
    last_key: int


def span_of(run: ComplianceRun) -> tuple[int, int]:
    """The first and the last key of a run's results; (0, -1) if there are none."""
    # Counted as well: the first of a run alone is looked for among all runs, from the oldest.
    found = Result.objects.filter(run=run).aggregate(
        first=Min("pk"), last=Max("pk"), people=Count("pk")
    )
    return (found["first"], found["last"]) if found["people"] else (0, -1)


def next_set(letter_round: LetterRound, span: tuple[int, int], most: int) -> LetterSet | None:
    """The next of the run's results, at most so many, and those of them of which a letter is to be
    written, as on the day on which they were asked for; None if all are read."""
    run, (first, last) = letter_round.run, span
    assert run is not None
    after = max(letter_round.last_key, first - 1)
    window = _maybe(run, letter_round.kind).filter(pk__gt=after, pk__lte=last).order_by("pk")
    rows = list(window.values_list("pk", "registrant_id", "registrant__joined_to_id")[:most])
    if not rows:
        return None
    keys = [key for key, _person, _joined in rows]
    people = {person for _key, *both in rows for person in both if person is not None}
    results = not_told(
        run,
        letter_round.kind,
        letter_round.year,
        on=london_date(letter_round.made_at),
        besides=letter_round,
        people=frozenset(people),
    ).filter(IsOneOf("pk", keys))
    ordered = results.select_related("registrant__joined_to").order_by("pk")
    return LetterSet(list(ordered), keys[-1])


def _maybe(run: ComplianceRun, kind: str) -> QuerySet[Result]:
    """Results that a letter of this kind can be about, by what is quickly read."""
    results = Result.objects.filter(run=run)
    if kind == LetterKind.ANNUAL:
        return results.exclude(standing=Settled.APART)
    if kind == LetterKind.MET:
        return results.filter(standing=Settled.MET)
    return results.filter(standing__in=SHORT)
