"""Messages to people: written with the act, mailed after it, readable in the portal for ever."""

from django.db import models
from django.db.models import Q


class OutboxMessage(models.Model):
    """One message to one person. `key` is unique, so that nothing is ever told twice."""

    key = models.CharField(max_length=150, unique=True)
    kind = models.CharField(max_length=60)
    user_id = models.BigIntegerField(null=True, db_index=True)
    tenant_id = models.BigIntegerField(null=True)
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    body = models.TextField()
    path = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(sent_at__isnull=True), name="outbox_unsent")
        ]

    def __str__(self):
        return f"{self.to}: {self.subject}"
