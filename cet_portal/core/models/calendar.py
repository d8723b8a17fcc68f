"""Days that do not count, and the shift of a rehearsal clock."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BankHoliday(models.Model):
    """A weekday that is no working day in a division. Staff may add a proclaimed day."""

    division = models.CharField(max_length=40, default="england-and-wales")
    date = models.DateField()
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["division", "date"], name="one_holiday_a_day")
        ]

    def __str__(self):
        return f"{self.date}: {self.name}"


class ClockShift(models.Model):
    """How far a deadline rehearsal has moved the clock. One row at most, never in production."""

    only_row = models.BooleanField(default=True, unique=True, editable=False)
    seconds = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(only_row=True, seconds__gte=0),
                name="clock_moves_forward_only",
                violation_error_message=_("The clock can only be moved forward."),
            )
        ]

    def __str__(self):
        return f"{self.seconds} s"
