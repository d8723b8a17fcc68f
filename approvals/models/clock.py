"""A clock that staff gave more time."""

from django.db import models


class ClockExtension(models.Model):
    """So many working days more, for a reason that both sides read. The sum has it too."""

    application = models.ForeignKey("CetApplication", models.PROTECT, related_name="extensions")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    working_days = models.PositiveSmallIntegerField()
    reason = models.TextField()
    due_on = models.DateField()

    def __str__(self):
        return f"{self.application_id}: {self.working_days}"
