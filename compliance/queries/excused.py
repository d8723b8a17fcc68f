"""To whom nothing of a shortfall counts, because of an exception."""

from compliance.enums import ExceptionStatus
from compliance.models import ComplianceRun, ExceptionRequest
from compliance.models import RunResult as Result
from compliance.queries.exceptions import latest_of
from compliance.queries.left_out import are
from compliance.rules.letters import outcome_of
from compliance.rules.removing import still_short


def excused_in(run: ComplianceRun) -> frozenset[int]:
    """People to whom nothing of their shortfall counts: an exception was granted, or lowered what
    is required so far that the run finds it met."""
    granted = (ExceptionStatus.EXCUSED, ExceptionStatus.LOWERED)
    rows = ExceptionRequest.objects.filter(cycle=run.cycle, status__in=granted)
    requests = latest_of(run.cycle, rows.values_list("registrant_id", flat=True))
    excused = {key for key, each in requests.items() if each.status == ExceptionStatus.EXCUSED}
    lowered = {key: each for key, each in requests.items() if each.status == granted[1]}
    if lowered:
        results = Result.objects.filter(are(lowered), run=run)
        for row in results.select_related("registrant"):
            key = row.registrant.joined_to_id or row.registrant_id
            asked = {
                (each["code"], each["specialty"]): each["lowered"] for each in lowered[key].lowered
            }
            if not still_short(outcome_of(row.result).missing, asked):
                excused.add(key)
    return frozenset(excused)
