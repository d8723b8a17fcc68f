"""Telling people about clocks that run out, are late, or approvals that end soon."""

from datetime import date, datetime

from django.db import transaction

from approvals import notifications, rules
from approvals.enums import ApplicationStatus
from approvals.models import CetApplication
from approvals.queries import reminding
from cet_portal.core import audit, holidays
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.workdays import working_days_between
from cet_portal.scheme import limits


@transaction.atomic
def remind(*, application: CetApplication, actor: Actor, at: datetime) -> None:
    """Remind whoever has the clock, 3 and 1 working days before its last day.

    The approver; the CET manager while there is none; the provider that was asked or may appeal.
    Once for a due date and step; an extended clock has a new due date and reminds anew.
    """
    today, known = london_date(at), holidays.current()
    due_on = application.due_on
    if due_on is None:
        return
    step = rules.step_of(due_on, today, known, steps=limits.REMIND_WORKING_DAYS_BEFORE)
    if step is None or step == rules.LATE:
        return
    left = working_days_between(today, due_on, known)
    _mark(application, step)
    audit.record("application.remind", application, actor=actor, at=at, due_on=due_on.isoformat())
    _reminder(application)(application, step=step, left=left).send(at=at)


def _reminder(application: CetApplication):
    if application.status == ApplicationStatus.INFORMATION_REQUESTED:
        return notifications.AnswerSoon
    if application.status == ApplicationStatus.REJECTED:
        return notifications.AppealSoon
    return notifications.DecideSoon if application.approver_id else notifications.StillNobody


@transaction.atomic
def tell_late(*, application: CetApplication, actor: Actor, at: datetime) -> None:
    """A decision is late: tell the approver, the CET manager and the provider (decisions.md 11).

    Nothing is ever decided by the clock.
    """
    if application.due_on is None:
        return
    _mark(application, rules.LATE)
    audit.record(
        "application.late", application, actor=actor, at=at, due_on=application.due_on.isoformat()
    )
    notifications.LateForApprover(application).send(at=at)
    notifications.Late(application).send(at=at)
    notifications.LateForProvider(application).send(at=at)


@transaction.atomic
def tell_ending(*, application: CetApplication, actor: Actor, at: datetime) -> None:
    """Tell the provider which of its approvals end with this one: one message for them all.

    60 and 30 days before (domain.md 4.2 row 15).
    """
    ends = application.approval_ends
    if ends is None:
        return
    ending = list(reminding.ending_with(application))
    step = _step_before(ends, london_date(at))
    CetApplication.objects.filter(pk__in=[each.pk for each in ending]).update(
        reminded_for=ends, reminded_step=step
    )
    audit.record(
        "application.tell_ending", application, actor=actor, at=at, approvals=len(ending), step=step
    )
    notifications.ApprovalsEnding(application, ending, step=step).send(at=at)


def _step_before(ends: date, today: date) -> int:
    days = (ends - today).days
    return min(step for step in limits.APPROVAL_ENDS_REMIND_DAYS if step >= days)


def _mark(application: CetApplication, step: int) -> None:
    application.reminded_for, application.reminded_step = application.due_on, step
    application.save(update_fields=["reminded_for", "reminded_step"])
