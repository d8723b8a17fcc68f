"""The application for one CET, the questions asked about it, and the decision per audience."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.enums import ApplicationStatus
from cet_portal.accounts.roles import PROVIDER_ROLES, Permission
from cet_portal.core.actor import Actor
from cet_portal.core.models import WithDeadline, WithMaker
from cet_portal.scheme.enums import Audience, InteractivityGround, PointKind, Specialty
from cet_portal.scheme.models import Modality
from providers.models import Provider

S = ApplicationStatus


def codes(**options):
    """An array of short reference codes."""
    return ArrayField(models.CharField(max_length=30), default=list, blank=True, **options)


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """A provider sees its own, an approver what may come to the queue and is without
        conflict, GOC staff all that was submitted (domain.md section 2)."""
        if not actor.may(Permission.APPLICATION_READ):
            return self.none()
        if actor.role in PROVIDER_ROLES:
            return self.filter(provider_id=actor.tenant_id)
        if actor.may(Permission.APPLICATION_DECIDE):
            return self.filter(Q(status=S.SUBMITTED) | Q(approver_id=actor.user_id)).exclude(
                provider__memberships__user_id=actor.user_id
            )
        return self.exclude(status=S.DRAFT)

    def approved_on(self, day):
        """Approved, and the approval has not ended by `day`."""
        return self.filter(status=S.APPROVED, approval_ends__gte=day)

    def unanswered(self, today):
        """Asked for information, and the last day to answer is past."""
        return self.filter(status=S.INFORMATION_REQUESTED, due_on__lt=today)


class CetApplication(WithMaker, WithDeadline):
    """All that a provider says about one CET, and what was decided (domain.md 6.2).

    `version` counts saves, so that the second of two editors is told. `due_on` is the date of
    whoever has the clock: the approver, or the provider who was asked.
    """

    OPEN_STATUSES = frozenset({S.SUBMITTED, S.IN_REVIEW, S.INFORMATION_REQUESTED})

    c_number = models.CharField(_("C-number"), max_length=12, unique=True)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="applications")
    status = models.CharField(max_length=30, choices=ApplicationStatus.choices)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    modality = models.ForeignKey(
        Modality, models.PROTECT, null=True, blank=True, verbose_name=_("way of learning")
    )
    duration_minutes = models.PositiveIntegerField(_("duration in minutes"), null=True, blank=True)
    audiences = codes(verbose_name=_("audiences"))
    units = codes(verbose_name=_("competency units"))
    assessment = models.TextField(_("how objectives are shown to be met"), blank=True)
    ground = models.CharField(
        _("interactivity"),
        max_length=4,
        choices=InteractivityGround.choices,
        default=InteractivityGround.NONE,
    )
    interaction = models.TextField(_("how people interact"), blank=True)
    points_total = models.PositiveSmallIntegerField(_("points"), null=True, blank=True)
    points_interactive = models.PositiveSmallIntegerField(
        _("of which interactive"), null=True, blank=True
    )
    peer_review = models.BooleanField(_("peer review"), default=False)
    current_practice = models.TextField(_("link to current practice"), blank=True)
    patient_care = models.TextField(_("benefit for patient care"), blank=True)
    authors = models.TextField(_("authors and presenters"), blank=True)
    interests = models.TextField(_("sponsors and interests"), blank=True)

    submitted_at = models.DateTimeField(null=True, blank=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reasons = models.TextField(blank=True)
    approval_ends = models.DateField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            *WithDeadline.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(status=S.APPROVED)
                | Q(approval_ends__isnull=False, decided_at__isnull=False),
                name="an_approval_has_a_date_and_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(status=S.IN_REVIEW) | Q(approver__isnull=False),
                name="a_review_has_an_approver",
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "status"]),
            models.Index(fields=["status", "due_on"]),
        ]

    def __str__(self):
        return f"{self.c_number} {self.title}"

    @property
    def reference(self) -> str:
        return self.c_number


class LearningObjective(models.Model):
    """What a completer must be shown to have met, in the order given."""

    application = models.ForeignKey(CetApplication, models.CASCADE, related_name="objectives")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "order"], name="objectives_in_order")
        ]

    def __str__(self):
        return self.text


class InformationRequest(models.Model):
    """An approver's question and the provider's answer, inside the portal."""

    application = models.ForeignKey(CetApplication, models.PROTECT, related_name="requests")
    question = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="an_answer_has_a_who_and_a_when",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answered_at__isnull=True),
                name="one_open_request_at_a_time",
            ),
        ]

    def __str__(self):
        return self.question[:60]


class AudienceApproval(models.Model):
    """What one audience earns from an approved CET (decisions.md 15 and 17)."""

    application = models.ForeignKey(CetApplication, models.PROTECT, related_name="approvals")
    audience = models.CharField(max_length=30, choices=Audience.choices)
    kind = models.CharField(max_length=10, choices=PointKind.choices)
    specialty = models.CharField(max_length=30, choices=Specialty.choices, blank=True)
    total = models.PositiveSmallIntegerField()
    interactive = models.PositiveSmallIntegerField()
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
