"""What the provider says after delivery."""

from django.db import models
from django.db.models import F, Q

from sessions_events.models.events import Event


class Declaration(models.Model):
    """The provider's statement after delivery (domain.md 6.4)."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="declaration")
    as_approved = models.BooleanField()
    what_differed = models.TextField(blank=True)
    how_it_went = models.TextField()
    attendance_check = models.TextField()
    objectives_evidence = models.TextField()
    discussion_summary = models.TextField(blank=True)
    certificates_issued = models.BooleanField()
    attendees = models.PositiveIntegerField()
    completers = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(as_approved=True, what_differed="")
                | (Q(as_approved=False) & ~Q(what_differed="")),
                name="a_difference_is_described",
            ),
            models.CheckConstraint(
                condition=Q(completers__lte=F("attendees")), name="completers_attended"
            ),
        ]

    def __str__(self):
        return f"Declaration of {self.event_id}"
