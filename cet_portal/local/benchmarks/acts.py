"""Acts on many applications: submissions that the portal assigns, and a sweep of what is due."""

from collections.abc import Sequence
from datetime import timedelta
from time import perf_counter

from django.db.models import Count, Q
from django.db.models.functions import Left

from approvals import services, tasks
from approvals.models import ApproverProfile, Assignment, CetApplication, Decision
from approvals.queries.clocks import due_in
from cet_portal.accounts.contexts import contexts_of
from cet_portal.core import clock
from cet_portal.core.models import AuditEvent, OutboxMessage, StatusChange
from cet_portal.local.benchmarks import bare
from cet_portal.local.benchmarks.filling import Filling
from cet_portal.scheme import limits

LONG_PAST = timedelta(days=30)


def submit(keys: Sequence[int], filling: Filling) -> dict[str, float]:
    """Submit these drafts one by one: seconds, milliseconds each, and how far open cases differ
    among approvers of one profession, before and after."""
    actors = {
        provider_id: contexts_of(user)[0].actor(user)
        for provider_id, user in filling.people.administrators.items()
    }
    drafts = list(CetApplication.objects.filter(pk__in=keys).order_by("pk"))
    before = _differences()
    began = perf_counter()
    for draft in drafts:
        services.submit(application=draft, actor=actors[draft.provider_id], at=clock.now())
    seconds = perf_counter() - began
    given = CetApplication.objects.filter(pk__in=keys, approver__isnull=False).count()
    return {
        "assigned": given,
        "seconds": round(seconds, 2),
        "ms_each": round(seconds * 1000 / len(drafts), 1),
        "open_cases_max_minus_min_before": before,
        "open_cases_max_minus_min_after": _differences(),
    }


def _differences() -> int:
    """The largest less the smallest number of open cases, within the profession that differs
    most."""
    found = ApproverProfile.objects.annotate(
        number=Count("user__assignments", filter=Q(user__assignments__ending=""))
    )
    numbers: dict[str, list[int]] = {}
    for profession, number in found.values_list("profession", "number"):
        numbers.setdefault(profession, []).append(number)
    return max(max(each) - min(each) for each in numbers.values())


def _rows_of(keys: Sequence[int]) -> dict[str, int]:
    """How many rows there are of these cases in each table that the sweep writes."""
    cases = CetApplication.objects.filter(pk__in=keys)
    numbers = list(cases.values_list("c_number", flat=True))
    told = OutboxMessage.objects.annotate(number=Left("key", len(numbers[0])))
    return {
        "rejected": cases.filter(status="REJECTED", decided_at__isnull=False).count(),
        "changes": StatusChange.objects.filter(case_id__in=keys, step="lapse").count(),
        "events": AuditEvent.objects.filter(reference__in=numbers).count(),
        "decisions": Decision.objects.filter(application__in=keys).count(),
        "assignments": Assignment.objects.filter(application__in=keys, ending="CLOSED").count(),
        "messages": told.filter(number__in=numbers).count(),
    }


def sweep(filling: Filling, due: int) -> dict[str, float]:
    """Reject so many unanswered cases by the timer's own task, and as many by the bare loop,
    half of them before and half after: a machine that slows down slows down both."""
    asked = filling.at - LONG_PAST
    overdue = filling._clock("INFORMATION_REQUESTED", asked)
    for_bare = filling.write(due, "INFORMATION_REQUESTED")
    for_sweep = filling.write(due, "INFORMATION_REQUESTED", **overdue)
    at = clock.now()
    follows = due_in(limits.LODGE_APPEAL_WORKING_DAYS, at=at, rule=limits.RULE_LODGE_APPEAL)
    half = len(for_bare) // 2
    bare_seconds = bare.reject_unanswered(for_bare[:half], follows, at=at)
    began = perf_counter()
    tasks.reject_unanswered()
    seconds = perf_counter() - began
    bare_seconds += bare.reject_unanswered(for_bare[half:], follows, at=at)
    left = CetApplication.objects.filter(pk__in=for_sweep).exclude(status="REJECTED").count()
    if left:
        raise RuntimeError(f"The sweep left {left} cases.")
    if _rows_of(for_sweep) != _rows_of(for_bare):
        raise RuntimeError(f"Other rows: {_rows_of(for_sweep)}, bare {_rows_of(for_bare)}")
    return {
        "cases": due,
        "seconds": round(seconds, 2),
        "ms_each": round(seconds * 1000 / due, 2),
        "bare_seconds": round(bare_seconds, 2),
        "bare_ms_each": round(bare_seconds * 1000 / due, 2),
        "ratio": round(seconds / bare_seconds, 2),
    }
