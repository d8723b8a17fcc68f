"""What has a clock, and ends or runs out by which day."""

from datetime import date, timedelta

from django.db.models import Count

from approvals.models import CetApplication
from approvals.queries.lists import S, visible_to
from cet_portal.core.actor import Actor


def ending_soon(actor: Actor, today: date, *, days: int):
    """Approvals that end within so many days, the first to end first."""
    last = today + timedelta(days=days)
    ending = visible_to(actor).filter(status=S.APPROVED, due_on__gte=today, due_on__lte=last)
    return ending.order_by("due_on", "pk")


def with_a_clock(actor: Actor):
    """Everything with a due date that somebody may still miss: the earliest first."""
    waiting = visible_to(actor).filter(status__in=CetApplication.OPEN_STATUSES)
    return waiting.filter(due_on__isnull=False).order_by("due_on", "pk")


def ending_by_day(actor: Actor, today: date):
    """How many approvals end on which day, from today on: `due_on` and `total`."""
    seen = CetApplication.objects.visible_to(actor).filter(provider__own="")
    ending = seen.filter(status=S.APPROVED, due_on__gte=today)
    return ending.order_by("due_on").values("due_on").annotate(total=Count("pk"))


def under_appeal(actor: Actor):
    """Appeals that wait for their decision: the earliest due date first."""
    return visible_to(actor).filter(status=S.UNDER_APPEAL).order_by("due_on", "pk")


def open_cases(actor: Actor):
    """Everything with a running clock: the earliest due date first."""
    running = CetApplication.RUNNING
    return visible_to(actor).filter(status__in=running).order_by("due_on", "pk")


def deciding_by(actor: Actor, day: date):
    """Waiting for an approver whose clock has run or runs out by `day`."""
    return open_cases(actor).exclude(status=S.INFORMATION_REQUESTED).filter(due_on__lte=day)
