"""Decisions: one for each time an application was decided, each criterion, each audience."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from approvals.enums import ApplicationStatus, Stage, Verdict
from approvals.models.contents import codes
from cet_portal.scheme.enums import Audience, PointKind, Specialty
from cet_portal.scheme.models import Criterion

OUTCOMES = [
    (status.value, status.label)
    for status in (ApplicationStatus.APPROVED, ApplicationStatus.REJECTED)
]


class Decision(models.Model):
    """One decision by a person, or by the clock (`decided_by` None).

    `working_days`: how many the approvers had the clock. `words`: what a search for precedents
    looks in: title, objectives, units, way of learning.
    """

    application = models.ForeignKey("CetApplication", models.PROTECT, related_name="decisions")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    outcome = models.CharField(max_length=20, choices=OUTCOMES)
    round = models.PositiveSmallIntegerField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    reasons = models.TextField(blank=True)
    working_days = models.PositiveSmallIntegerField(default=0)
    late = models.BooleanField(default=False)
    words = SearchVectorField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "stage"], name="one_decision_a_stage")
        ]
        indexes = [
            GinIndex(fields=["words"], name="precedent_words"),
            models.Index(fields=["decided_by", "-decided_at"]),
            # Precedents are looked for among the newest.
            models.Index(fields=["-decided_at"], name="decision_newest"),
        ]

    def __str__(self):
        return f"{self.application_id}: {self.outcome}"


class Judgement(models.Model):
    """How one approver judges one criterion, for all audiences (`audience` empty) or for one.

    Without a `decision` it is work in progress, seen by its approver and staff only.
    """

    application = models.ForeignKey("CetApplication", models.PROTECT, related_name="judgements")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    audience = models.CharField(max_length=30, choices=Audience.choices, blank=True)
    verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True)
    sentence = models.TextField(blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="judgements"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "stage", "judged_by", "criterion", "audience"],
                name="one_judgement_a_criterion",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=True) | ~Q(verdict=""),
                name="a_decision_rests_on_verdicts",
            ),
        ]

    def __str__(self):
        return f"{self.criterion_id}: {self.verdict}"


class AudienceApproval(models.Model):
    """What one audience earns from an approved CET (decisions.md 15 and 17).

    An audience that was asked for and has no such row was not approved: the judgements say why.
    """

    application = models.ForeignKey("CetApplication", models.PROTECT, related_name="approvals")
    audience = models.CharField(max_length=30, choices=Audience.choices)
    kind = models.CharField(max_length=10, choices=PointKind.choices)
    specialty = models.CharField(max_length=30, choices=Specialty.choices, blank=True)
    total = models.PositiveSmallIntegerField()
    interactive = models.PositiveSmallIntegerField()
    peer_review = models.BooleanField(default=False)
    units = codes()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "audience"], name="one_approval_an_audience"
            ),
            models.CheckConstraint(
                condition=Q(interactive__lte=F("total"), total__gt=0),
                name="approved_interactive_is_part_of_total",
            ),
        ]

    def __str__(self):
        return f"{self.application.c_number} {self.audience}"
