"""What those who are short can still do, each with the lines to write on."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from django.urls import reverse

from cet_portal.core.notifications import address_of
from compliance.models import ComplianceRun, RunResult
from compliance.rules import Period
from compliance.rules.advice import Advice, advice_of
from compliance.rules.inputs import read
from registrants import queries as register_queries
from registrants.models import PointEntry

# So many lines are named in a letter; the statement marks each of them.
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Todo:
    """What to do in sentences, and the first of the lines to write on, each with its address."""

    sentences: Sequence[str] = ()
    lines: Sequence[tuple[PointEntry, str]] = ()


NOTHING_KNOWN = Todo()


def todo_of(results: Sequence[RunResult], period: Period, run: ComplianceRun) -> dict[int, Todo]:
    """By the key of the result, in one query for all of them. Of whom the run kept no inputs
    nothing is known."""
    found = {
        each.pk: advice_of(read(each.inputs), period, as_at=run.as_at)
        for each in results
        if each.inputs
    }
    named = {key: advice.to_write[:MOST_NAMED] for key, advice in found.items()}
    keys = {int(reference) for reference in chain.from_iterable(named.values())}
    lines = {str(line.pk): line for line in register_queries.those(keys)} if keys else {}
    return {
        key: _todo(advice, [lines[each] for each in named[key] if each in lines])
        for key, advice in found.items()
    }


def _todo(advice: Advice, lines: Sequence[PointEntry]) -> Todo:
    return Todo(
        advice.sentences,
        [(each, address_of(reverse("registrants:reflection", args=[each.pk]))) for each in lines],
    )
