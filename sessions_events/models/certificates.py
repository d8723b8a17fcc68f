"""Evidence of completion."""

from django.db import models

from registrants.models import Registrant
from sessions_events.models.events import Event


class CompletionCertificate(models.Model):
    """Evidence of completion given to one registrant (domain.md 6.7)."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="certificates")
    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="+")
    number = models.CharField(max_length=12)
    surname = models.CharField(max_length=200)
    audience = models.CharField(max_length=30)
    code = models.CharField(max_length=16, unique=True)
    issued_at = models.DateTimeField()
    issued_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "registrant"], name="one_certificate_a_person_and_event"
            )
        ]

    def __str__(self):
        return self.code
