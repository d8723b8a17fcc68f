"""The events behind the lines that a run read."""

from collections.abc import Iterable

from compliance.models import RunResult
from compliance.rules.inputs import plain_of
from compliance.rules.run_words import against_of
from registrants import queries as register_queries


def events_of(rows: Iterable[RunResult]) -> dict[str, str]:
    """The EV-number of each line that these results were judged by, as its reference there."""
    keys = {
        int(line[0])
        for row in rows
        if row.inputs
        for line in plain_of(row.inputs)["points"]
        if line[0].isdecimal()
    }
    if not keys:
        return {}
    found = register_queries.those(keys).values_list("pk", "event_reference")
    return {str(key): reference for key, reference in found}


def against(rows: Iterable[RunResult]) -> dict[int, list[str]]:
    """Of those of these results that were listed apart: what contradicts itself, by key."""
    apart = [row for row in rows if row.contradictions]
    events = events_of(apart)
    return {row.pk: against_of(row.contradictions, row.inputs, events) for row in apart}
