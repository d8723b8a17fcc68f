"""Which approver had a case, from when to when, and how that ended."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from approvals.enums import Ending, Stage


class AssignmentQuerySet(models.QuerySet):
    def end(self, ending: str, *, at: datetime, reason: str = "") -> None:
        """Whoever has the application of these has it no longer."""
        self.filter(ending="").update(ending=ending, ended_at=at, reason=reason)


class Assignment(models.Model):
    """One approver's time with one application. `ending` empty: they have it now."""

    application = models.ForeignKey("CetApplication", models.PROTECT, related_name="assignments")
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments"
    )
    stage = models.CharField(max_length=10, choices=Stage.choices)
    began_at = models.DateTimeField()
    # The role of who gave it: the clock's (the portal itself) or a member of staff's.
    given_by = models.CharField(max_length=200)
    given_by_role = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=20, choices=Ending.choices, blank=True)
    reason = models.TextField(blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(ending=""),
                name="one_approver_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ending="", ended_at__isnull=True)
                | (~Q(ending="") & Q(ended_at__isnull=False)),
                name="an_assignment_ends_in_some_way",
            ),
        ]
        indexes = [
            models.Index(fields=["approver"], condition=Q(ending=""), name="assignment_open"),
            models.Index(fields=["approver", "application"]),
            models.Index(fields=["approver", "-began_at"], name="assignment_latest"),
        ]

    def __str__(self):
        return f"{self.application}: {self.approver}"
