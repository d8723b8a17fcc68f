"""To whom nothing of a shortfall counts, because of an exception."""

from collections.abc import Iterable

from cet_portal.core.membership import IsOneOf
from compliance.enums import EXCEPTION_GRANTED, ExceptionStatus
from compliance.models import ComplianceRun, ExceptionRequest
from compliance.models import RunResult as Result
from compliance.queries.exceptions import lowering_of
from compliance.queries.left_out import are
from compliance.rules.letters import outcome_of
from compliance.rules.removing import still_short


def excused_in(run: ComplianceRun, people: Iterable[int] | None = None) -> frozenset[int]:
    """People to whom nothing of their shortfall counts: an exception was granted, or lowered what
    is required so far that the run finds it met. `people`: nobody else is looked at."""
    rows = ExceptionRequest.objects.filter(cycle=run.cycle).standing()
    rows = rows.filter(status__in=EXCEPTION_GRANTED)
    if people is not None:
        rows = rows.filter(IsOneOf("registrant_id", people))
    requests = {row.registrant_id: row for row in rows}
    excused = {key for key, each in requests.items() if each.status == ExceptionStatus.EXCUSED}
    lowered = {key: each for key, each in requests.items() if key not in excused}
    if lowered:
        results = Result.objects.filter(are(lowered), run=run)
        for row in results.select_related("registrant"):
            key = row.registrant.joined_to_id or row.registrant_id
            lowering = lowering_of(lowered[key])
            asked = lowering.figures if lowering else {}
            if not still_short(outcome_of(row.result).missing, asked):
                excused.add(key)
    return frozenset(excused)
