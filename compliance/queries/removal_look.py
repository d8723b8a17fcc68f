"""What a look over people who may be removed says, before they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet

from cet_portal.core.membership import IsOneOf
from compliance.enums import Stake
from compliance.models import ComplianceRun, RunResult
from compliance.queries.removing import Candidate, candidates, with_held
from compliance.rules import Period

# More people than these are not judged while somebody waits: the act itself judges each of them.
MOST_JUDGED = 40
FIRST = 10
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Look:
    """`keys`: who is asked of the act; `total` of them, and how many lose the name, or a specialty
    alone: None where they are too many to judge, and more may be held back as it is done. `ready`
    and `held` are the first."""

    keys: list[int]
    ready: list[Candidate]
    held: list[Candidate]
    held_total: int
    names: int | None = None
    specialties: int | None = None

    @property
    def total(self) -> int:
        return len(self.keys)

    @property
    def more(self) -> int:
        """Those who are ready and not shown."""
        return max(0, self.total - len(self.ready))


def judged_in_sets(
    rows: QuerySet[RunResult], run: ComplianceRun, period: Period, *, of_day: date
) -> Iterator[Candidate]:
    """Of any number of people, so many at once."""
    source = rows.iterator(chunk_size=AT_ONCE)
    while some := list(islice(source, AT_ONCE)):
        yield from candidates(some, run, period, of_day=of_day)


def ready_in(rows: QuerySet[RunResult], run: ComplianceRun, *, today: date) -> int:
    """How many of the list nothing open holds back, as far as the database itself knows."""
    return with_held(rows, run, today).filter(Q(is_held=False)).count()


def look_over(
    rows: QuerySet[RunResult],
    run: ComplianceRun,
    period: Period,
    keys: Sequence[int] | None,
    *,
    of_day: date,
    today: date,
) -> Look:
    """These people of the list (None: all of it whom nothing open holds back): each judged if they
    are few, else counted by what the database knows of."""
    if keys is None or len(keys) > MOST_JUDGED:
        asked = _asked(with_held(rows, run, today), keys)
        if len(asked) > MOST_JUDGED:
            return _counted(rows, asked, run, period, of_day)
        keys = [each.registrant_id for each in asked]
    found = candidates(_of(rows, keys), run, period, of_day=of_day)
    may = [each for each in found if each.is_ready]
    others = [each for each in found if not each.is_ready]
    names = sum(each.at_stake is not None and each.at_stake.stake == Stake.NAME for each in may)
    return Look(
        keys=[each.registrant_id for each in may],
        ready=may[:FIRST],
        held=others[:FIRST],
        held_total=len(others),
        names=names,
        specialties=len(may) - names,
    )


def _of(rows: QuerySet[RunResult], keys: Sequence[int]) -> QuerySet[RunResult]:
    return rows.filter(IsOneOf("registrant_id", set(keys)))


def _asked(rows: QuerySet[RunResult], keys: Sequence[int] | None) -> list[Any]:
    """Each person by number, with `is_held`: one statement, and nothing of what is wide. What holds
    somebody back is asked for once, not to choose by it and to show it."""
    chosen = rows if keys is None else _of(rows, keys)
    ordered = chosen.order_by("number", "registrant_id")
    found = ordered.values_list("registrant_id", "is_held", named=True)
    return [each for each in found if keys is not None or not each.is_held]


def _counted(
    rows: QuerySet[RunResult], asked: list[Any], run: ComplianceRun, period: Period, of_day: date
) -> Look:
    ready = [each.registrant_id for each in asked if not each.is_held]
    held = [each.registrant_id for each in asked if each.is_held]
    some = _of(rows, [*ready[:FIRST], *held[:FIRST]])
    first = candidates(some, run, period, of_day=of_day)
    return Look(
        keys=ready,
        ready=[each for each in first if each.is_ready],
        held=[each for each in first if not each.is_ready],
        held_total=len(held),
    )
