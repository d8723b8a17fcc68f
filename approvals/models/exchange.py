"""Questions and answers between approver and provider; notes that only one side sees."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from approvals.enums import Section


class InformationRequest(models.Model):
    """One request for information: several questions, answered together, inside the portal."""

    application = models.ForeignKey("CetApplication", models.PROTECT, related_name="requests")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="an_answer_has_a_who_and_a_when",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answered_at__isnull=True),
                name="one_open_request_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.application_id}, {self.asked_at:%Y-%m-%d}"


class InformationQuestion(models.Model):
    """A question about one section, which the provider may then change; and the answer."""

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="questions")
    order = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=20, choices=Section.choices)
    text = models.TextField()
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "order"], name="questions_in_order")
        ]

    def __str__(self):
        return self.text[:60]


class PrivateNote(models.Model):
    """A note for approvers and staff. The provider never sees it."""

    application = models.ForeignKey("CetApplication", models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    text = models.TextField()

    def __str__(self):
        return self.text[:60]
