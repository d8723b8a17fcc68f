"""What a provider owes for an event, and when it is reminded of it."""

from django.db import models
from django.db.models import Q

from cet_portal.core.models import WithDeadline
from sessions_events.enums import DutyKind
from sessions_events.models.events import Event
from sessions_events.models.owned import AboutEventQuerySet


class DutyQuerySet(AboutEventQuerySet):
    def open(self):
        """Not done, and not let off."""
        return self.filter(closed_on__isnull=True)

    def overdue(self, today):
        """The last day is past: a question asked of stored dates (decisions.md 24)."""
        return self.open().filter(due_on__lt=today)


class Duty(WithDeadline):
    """One thing that is owed for an event by a day (decisions.md 19).

    `month`: the first day of the calendar month of a MONTH. `closed_on`: when it was done, or
    the event was cancelled or did not take place; late if after `due_on`. `nil_return`: nobody
    completed the CET in the month, or since the last one. `tell_on`: the next day on which
    somebody is reminded, None when nobody is any more; `told`: how many reminders were sent.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=8, choices=DutyKind.choices)
    month = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    nil_return = models.BooleanField(default=False)
    tell_on = models.DateField(null=True, blank=True)
    told = models.PositiveSmallIntegerField(default=0)

    objects = DutyQuerySet.as_manager()

    class Meta:
        constraints = [
            *WithDeadline.Meta.constraints,
            models.UniqueConstraint(
                fields=["event", "kind", "month"],
                nulls_distinct=False,
                name="one_duty_of_a_kind_and_month",
            ),
            models.CheckConstraint(
                condition=Q(kind=DutyKind.MONTH, month__isnull=False)
                | (~Q(kind=DutyKind.MONTH) & Q(month__isnull=True)),
                name="a_monthly_duty_has_its_month",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(closed_on__isnull=True), name="duty_open_by_due"
            ),
            models.Index(
                fields=["tell_on"], condition=Q(closed_on__isnull=True), name="duty_open_by_tell"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.event_id}"

    @property
    def reference(self) -> str:
        return self.event.ev_number

    @property
    def was_late(self) -> bool:
        """Done after its last day; kept for the record."""
        return self.closed_on is not None and self.closed_on > self.due_on
