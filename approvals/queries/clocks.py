"""The fields of a clock that starts, and how long the approvers have had it."""

from datetime import datetime
from typing import Any

from approvals.enums import ApplicationStatus
from approvals.models import CetApplication
from cet_portal.core import holidays
from cet_portal.core.clock import london_date
from cet_portal.core.workdays import NO_DEADLINE, Deadline, working_days_between
from cet_portal.scheme import limits

_UNDECIDED = frozenset({ApplicationStatus.SUBMITTED, ApplicationStatus.IN_REVIEW})


def due_in(working_days: int, *, at: datetime, rule: str) -> dict[str, Any]:
    """The fields of a clock that starts now and runs so many working days."""
    deadline = Deadline.explain(london_date(at), working_days, holidays.current(), rule=rule)
    return deadline.as_fields()


def short_clock(application: CetApplication, *, at: datetime) -> Deadline | None:
    """The clock of a fast track that is paid now; None where it makes nothing shorter.

    That is a clock that is the provider's, that runs after an answer or an appeal, or that ends
    as soon anyway. Time that staff have given stays given.
    """
    running = application.deadline
    if running is None or application.status not in _UNDECIDED:
        return None
    known = holidays.current()
    days, rule = limits.FAST_TRACK_WORKING_DAYS, limits.RULE_FAST_TRACK
    shorter = Deadline.explain(london_date(at), days, known, rule=rule)
    for given in running.extensions:
        shorter = shorter.extended(given.working_days, known, on=given.on, reason=given.reason)
    return shorter if shorter.due_on < running.due_on else None


def approvers_clock_stops(application: CetApplication, *, at: datetime) -> dict[str, Any]:
    """The fields that remember how long the approver has had the clock, and that it runs no more.

    Whoever gets the clock next overwrites `due_on` and `due_sum`.
    """
    return {"days_with_approver": days_with_approver(application, at=at), **NO_DEADLINE}


def days_with_approver(application: CetApplication, *, at: datetime) -> int:
    """Working days that approvers have had the clock up to now, the present clock included."""
    deadline = application.deadline
    if deadline is None:
        return application.days_with_approver
    now_running = working_days_between(deadline.trigger, london_date(at), holidays.current())
    return application.days_with_approver + max(now_running, 0)
