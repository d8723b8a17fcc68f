"""Why people are in one of two runs only, as far as the register and both runs know."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from cet_portal.core.clock import london_date
from compliance.models import ComplianceRun, RunResult
from compliance.queries import facts
from compliance.queries.cycles import named
from compliance.rules import only_in_one
from registrants import queries as register_queries
from registrants.enums import STUDENTS


def why_gone(after: ComplianceRun, results: Iterable[RunResult]) -> dict[int, list[str]]:
    """For each result of a first run whose person is not in the run `after`: sentences, by person.
    In a few reads for any number of people."""
    found = list(results)
    joined = {each.registrant_id: each.registrant.joined_to_id for each in found}
    numbers = _numbers(after, filter(None, joined.values()))
    words = {
        person: [only_in_one.joined_to(numbers.get(other))]
        for person, other in joined.items()
        if other
    }
    return words | _left(after, [each for each in found if each.registrant_id not in words])


def _numbers(run: ComplianceRun, people: Iterable[int]) -> dict[int, str]:
    wanted = set(people)
    if not wanted:
        return {}
    rows = RunResult.objects.filter(run=run, registrant__in=wanted)
    return dict(rows.values_list("registrant_id", "number"))


def _left(after: ComplianceRun, results: list[RunResult]) -> dict[int, list[str]]:
    if not results:
        return {}
    period, made = named(after.cycle), _made(after)
    entries = defaultdict(list)
    people = register_queries.people(each.registrant_id for each in results)
    rows = register_queries.entries_of(people).order_by("start", "pk")
    for row in rows.values_list(*facts.ENTRY_FIELDS, named=True):
        entries[row.registrant_id].append(row)
    return {
        each.registrant_id: only_in_one.gone(
            each.inputs,
            period,
            made,
            facts.person(entries[each.registrant_id], (), ()).entries,
            is_student=any(row.profession in STUDENTS for row in entries[each.registrant_id]),
        )
        for each in results
    }


def why_came(before: ComplianceRun, results: Iterable[RunResult]) -> dict[int, list[str]]:
    """The same for each result of a second run whose person is not in the run `before`."""
    found = list(results)
    if not found:
        return {}
    period, made = named(before.cycle), _made(before)
    people = [each.registrant_id for each in found]
    joined = defaultdict(list)
    rows = RunResult.objects.filter(run=before, registrant__joined_to__in=people)
    for person, number in rows.order_by("number").values_list("registrant__joined_to", "number"):
        joined[person].append(number)
    return {
        each.registrant_id: [only_in_one.joined_from(joined[each.registrant_id])]
        if each.registrant_id in joined
        else only_in_one.came(each.inputs, period, made)
        for each in found
    }


def _made(run: ComplianceRun) -> date:
    return london_date(run.ended_at or run.started_at)
