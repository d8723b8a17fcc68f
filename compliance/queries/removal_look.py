"""What a look over people who may be removed says, before they are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import QuerySet

from cet_portal.core.actor import Actor
from cet_portal.core.membership import IsOneOf
from compliance.enums import Stake
from compliance.models import ComplianceRun, RunResult
from compliance.queries.removing import HELD, READY, Candidate, candidates, short_list
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
    rows: Iterable[RunResult], run: ComplianceRun, period: Period, *, of_day: date
) -> Iterator[Candidate]:
    """Of any number of people, so many at once."""
    source = iter(rows)
    while some := list(islice(source, AT_ONCE)):
        yield from candidates(some, run, period, of_day=of_day)


def look_over(
    actor: Actor,
    run: ComplianceRun,
    period: Period,
    keys: Sequence[int],
    *,
    of_day: date,
    today: date,
) -> Look:
    """These people: each judged if they are few, else counted by what the database knows of."""
    chosen = IsOneOf("registrant_id", set(keys))
    if len(keys) > MOST_JUDGED:
        ready = short_list(actor, run, show=READY, today=today).filter(chosen)
        held = short_list(actor, run, show=HELD, today=today).filter(chosen)
        return _counted(ready, held, run, period, of_day)
    rows = short_list(actor, run, today=today).filter(chosen)
    found = candidates(rows, run, period, of_day=of_day)
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


def _counted(
    ready: QuerySet[RunResult],
    held: QuerySet[RunResult],
    run: ComplianceRun,
    period: Period,
    of_day: date,
) -> Look:
    first = candidates([*ready[:FIRST], *held[:FIRST]], run, period, of_day=of_day)
    return Look(
        keys=list(ready.order_by().values_list("registrant_id", flat=True)),
        ready=[each for each in first if each.is_ready],
        held=[each for each in first if not each.is_ready],
        held_total=held.count(),
    )
