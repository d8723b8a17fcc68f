"""What a provider owes for an event, and when it is reminded of it."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.core.models import WithDeadline
from cet_portal.core.workdays import Holidays
from sessions_events.enums import DutyKind, EventStatus
from sessions_events.models.events import Event
from sessions_events.models.owned import AboutEventQuerySet
from sessions_events.rules import reminding

# What is closed with the event in one of these was not done.
LET_OFF = (EventStatus.CANCELLED, EventStatus.NOT_HELD, EventStatus.REFUSED)


class DutyQuerySet(AboutEventQuerySet):
    def open(self):
        """Not done, and not let off."""
        return self.filter(closed_on__isnull=True)

    def owed(self):
        """Open, and the provider's turn: nothing is asked while a declaration is held."""
        return self.open().filter(event__status__in=Event.OPEN_STATUSES)

    def overdue(self, today):
        """The last day is past: a question asked of stored dates (decisions.md 24)."""
        return self.owed().filter(due_on__lt=today)

    def to_tell(self, today):
        """The next step of the ladder has come."""
        return self.owed().filter(tell_on__lte=today)

    def holding(self, today):
        """So late that the provider cannot submit anything new (decisions.md 24)."""
        return self.owed().filter(hold_on__lte=today)

    def late(self):
        """Declared or done after the last day; kept for the record. What the provider was let off
        is not."""
        found = Q(closed_on__gt=F("due_on")) | Q(late_on__isnull=False)
        return self.filter(found).exclude(event__status__in=LET_OFF)

    def done_late(self):
        """The same, as far as nothing is left to be done."""
        return self.late().filter(closed_on__isnull=False)


class Duty(WithDeadline):
    """One thing that is owed for an event by a day (decisions.md 19).

    `month`: the first day of the calendar month of a MONTH. `closed_on`: when it was done, or
    the event was cancelled or did not take place; late if after `due_on`. `nil_return`: nobody
    completed the CET in the month, or since the last one. `first_due_on` and `late_on`: its date
    before a held declaration was released, and when that was declared, late. The ladder of
    `rules.reminding`: `told` rungs lie behind, sent or overtaken by a later one; `tell_on`: the
    day of the next; `hold_on`: from then on the provider cannot submit anything new.
    """

    IS_COPIED = True

    event = models.ForeignKey(Event, models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=8, choices=DutyKind.choices)
    month = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    first_due_on = models.DateField(null=True, blank=True)
    late_on = models.DateField(null=True, blank=True)
    nil_return = models.BooleanField(default=False)
    tell_on = models.DateField(null=True, blank=True)
    told = models.PositiveSmallIntegerField(default=0)
    hold_on = models.DateField(null=True, blank=True)

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
            models.CheckConstraint(
                condition=Q(first_due_on__isnull=True, late_on__isnull=True)
                | Q(late_on__gt=F("first_due_on")),
                name="declared_late_is_after_the_first_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(closed_on__isnull=True), name="duty_open_by_due"
            ),
            models.Index(
                fields=["hold_on"], condition=Q(closed_on__isnull=True), name="duty_open_by_hold"
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
    def what(self) -> str:
        """What has to be done, as things stand."""
        if self.month:
            month = date_format(self.month, "F Y")
            return _("Upload or nil return for %(month)s") % {"month": month}
        if self.kind == DutyKind.LAST:
            return _("Last upload")
        if self.event.status == EventStatus.PLANNED:
            return _("Declare and upload")
        return _("Upload")

    @property
    def was_late(self) -> bool:
        """Declared or done after its last day; kept for the record."""
        done_on = self.closed_on
        late = self.late_on is not None or (done_on is not None and done_on > self.due_on)
        return late and self.event.status not in LET_OFF

    @property
    def was_due_on(self) -> date:
        """Its last day; the first, if it got another and the declaration was late."""
        return self.first_due_on or self.due_on

    @classmethod
    def touched_by(cls, day: date):
        """What is open, and may have a reminder or the hold before it yet."""
        return cls._base_manager.filter(closed_on__isnull=True).filter(
            Q(due_on__gte=day) | Q(tell_on__gte=day) | Q(hold_on__gte=day)
        )

    def recounted(self, holidays: Holidays) -> dict[str, Any]:
        """The due date, the next rung and the hold as they are with these holidays."""
        fields = super().recounted(holidays)
        due_on = fields["due_on"]
        return {
            **fields,
            "tell_on": reminding.day_of(self.told, due_on, holidays),
            "hold_on": reminding.hold_on(due_on, holidays),
        }
