"""Which clocks somebody has to be told about today."""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, Q

from approvals import rules
from approvals.enums import ApplicationStatus
from approvals.models import CetApplication, ClockExtension
from cet_portal.core.workdays import LONDON, Holidays
from cet_portal.scheme import limits


def to_remind(today: date, holidays: Holidays):
    """Open clocks whose reminder, 3 or 1 working days before, is up to date and was not sent.

    A clock that began or was extended on that day or later needs none: its owner was just told.
    """
    due = Q()
    for reminder in rules.reminders(today, holidays, steps=limits.REMIND_WORKING_DAYS_BEFORE):
        due |= _due(reminder)
    return CetApplication.objects.filter(due, status__in=CetApplication.OPEN_STATUSES)


def late_untold(today: date):
    """Decisions and appeals that are late, and nobody was told yet."""
    late = CetApplication.objects.filter(
        status__in=CetApplication.WITH_THE_APPROVER, due_on__lt=today
    )
    return late.exclude(reminded_for=F("due_on"), reminded_step=rules.LATE)


def ending_untold(today: date):
    """Approvals that end within 60 or 30 days and whose provider was not told yet.

    Not those that were approved within that time: the decision has just said when they end.
    """
    earliest, latest = min(limits.APPROVAL_ENDS_REMIND_DAYS), max(limits.APPROVAL_ENDS_REMIND_DAYS)
    first = _ending(earliest, Q(due_on__lte=today + timedelta(days=earliest)))
    second = _ending(
        latest,
        Q(
            due_on__gt=today + timedelta(days=earliest),
            due_on__lte=today + timedelta(days=latest),
        ),
    )
    approved = CetApplication.objects.filter(status=ApplicationStatus.APPROVED, due_on__gte=today)
    untold = approved.filter(first | second)
    earlier = untold.filter(
        provider=OuterRef("provider"),
        approval_ends=OuterRef("approval_ends"),
        pk__lt=OuterRef("pk"),
    )
    # One for each provider and day, which stands for the others: two workers that took different
    # ones would wait for each other.
    return untold.exclude(Exists(earlier))


def ending_with(application: CetApplication):
    """The approvals of the same provider that end on the same day, by title."""
    return CetApplication.objects.filter(
        provider_id=application.provider_id,
        status=ApplicationStatus.APPROVED,
        approval_ends=application.approval_ends,
    ).order_by("title", "pk")


def expired_with(application: CetApplication):
    """The approvals of the same provider that ended on the same day, expired or about to."""
    return CetApplication.objects.filter(
        provider_id=application.provider_id,
        status__in=[ApplicationStatus.APPROVED, ApplicationStatus.EXPIRED],
        approval_ends=application.approval_ends,
    ).order_by("title", "pk")


def is_first_to_expire(application: CetApplication) -> bool:
    """Has none of the approvals that end with this one expired yet?"""
    return not expired_with(application).filter(status=ApplicationStatus.EXPIRED).exists()


def _due(reminder: rules.Reminder) -> Q:
    extended = ClockExtension.objects.filter(
        application=OuterRef("pk"), at__gte=_begin_of(reminder.since)
    )
    return (
        Q(due_on=reminder.due_on, due_sum__trigger__lt=reminder.since.isoformat())
        & ~Q(reminded_for=F("due_on"), reminded_step=reminder.step)
        & ~Exists(extended)
    )


def _ending(step: int, near: Q) -> Q:
    since = F("due_on") - timedelta(days=step)
    return near & Q(decided_at__lt=since) & ~Q(reminded_for=F("due_on"), reminded_step=step)


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=LONDON)
