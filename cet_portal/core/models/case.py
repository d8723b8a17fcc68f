"""What every case has: its changes of status, its maker, and a due date with its sum."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from cet_portal.core.workdays import Deadline, Holidays


class StatusChange(models.Model):
    """One change of a case's status, for the product ("approved by ... on ...").

    `case_type` is the model's label, `case_id` its key; `reference` is what people call it.
    Written by `core.workflow` alone.
    """

    case_type = models.CharField(max_length=60)
    case_id = models.BigIntegerField()
    reference = models.CharField(max_length=60, blank=True)
    step = models.CharField(max_length=40)
    from_status = models.CharField(max_length=30)
    to_status = models.CharField(max_length=30)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    actor_role = models.CharField(max_length=40)
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["case_type", "case_id", "at"]),
            models.Index(fields=["at"], condition=Q(actor_role="CLOCK"), name="by_the_clock"),
        ]

    def __str__(self):
        return f"{self.reference}: {self.from_status} to {self.to_status}"


class WithMaker(models.Model):
    """By whom and when it was made (see `core.double_click`)."""

    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)

    class Meta:
        abstract = True


class WithDeadline(models.Model):
    """A stored due date: `due_on` for queries, `due_sum` for people. Both or neither."""

    due_on = models.DateField(null=True, blank=True, db_index=True)
    due_sum = models.JSONField(null=True, blank=True)

    # The statuses in which the due date still asks something of somebody.
    OPEN_STATUSES: frozenset[str] = frozenset()
    # Another row shows a copy of this due date, and the record of its moves is kept there.
    IS_COPIED = False
    # What is read of a row to say how its due date would move.
    SHOWN_WHEN_MOVED: tuple[str, ...] = ("status", "due_on", "due_sum")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=True, due_sum__isnull=True)
                | Q(due_on__isnull=False, due_sum__isnull=False),
                name="%(app_label)s_%(class)s_due_date_and_sum",
            )
        ]

    @property
    def deadline(self) -> Deadline | None:
        """The due date as a value that explains itself."""
        return Deadline.from_fields(self.due_on, self.due_sum) if self.due_on else None

    @property
    def due_kind(self) -> str:
        """What is due, in the plural, for a list that counts due dates by kind."""
        return str(self._meta.verbose_name_plural)

    @classmethod
    def touched_by(cls, day: date):
        """The rows with dates to come that a holiday on `day` may move."""
        return cls._base_manager.filter(status__in=cls.OPEN_STATUSES, due_on__gte=day)

    def recounted(self, holidays: Holidays) -> dict[str, Any]:
        """The stored dates as they are with these holidays."""
        deadline = self.deadline
        return deadline.recounted(holidays).as_fields() if deadline else {}
