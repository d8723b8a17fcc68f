"""Days that do not count, and the shift of a rehearsal clock."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WhyOff(models.TextChoices):
    BANK_HOLIDAY = "BANK_HOLIDAY", _("Bank holiday")  # filled from the calendar
    PROCLAIMED = "PROCLAIMED", _("Proclaimed day")
    CLOSURE = "CLOSURE", _("Office closure")


class BankHoliday(models.Model):
    """A weekday that is no working day in a division (decisions.md 2).

    Staff add a proclaimed day or a closure. One that was taken away stays as a row, so that
    filling the table again does not bring it back.
    """

    division = models.CharField(max_length=40, default="england-and-wales")
    date = models.DateField()
    name = models.CharField(max_length=100)
    why = models.CharField(max_length=20, choices=WhyOff.choices, default=WhyOff.BANK_HOLIDAY)
    added_at = models.DateTimeField(null=True, blank=True)
    added_by_id = models.BigIntegerField(null=True, blank=True)
    added_by_name = models.CharField(max_length=200, blank=True)
    taken_away_at = models.DateTimeField(null=True, blank=True)

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
