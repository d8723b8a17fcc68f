"""The audit trail, for investigators. The product never reads it to decide anything."""

from django.db import models


class AuditEvent(models.Model):
    """One act. Plain values, so that history never blocks live data; a trigger refuses changes."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    actor_role = models.CharField(max_length=40)
    tenant_id = models.BigIntegerField(null=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    reference = models.CharField(max_length=60, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.reference}"
