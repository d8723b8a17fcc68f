"""The application for one CET: what the provider says, who has the clock, how it was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.utils.translation import gettext_lazy as _

from approvals.enums import ApplicationStatus, Ending, Engagement, StimulusFormat
from approvals.models.assignment import Assignment
from approvals.models.conflicts import conflict
from approvals.models.contents import codes
from cet_portal.accounts.roles import PROVIDER_ROLES, Permission
from cet_portal.core.actor import Actor
from cet_portal.core.models import WithDeadline, WithMaker
from cet_portal.scheme.enums import InteractivityGround
from cet_portal.scheme.models import Modality
from providers.models import Provider

S = ApplicationStatus


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """A provider sees its own, an approver what was given to them, GOC staff all that was
        submitted (domain.md section 2)."""
        if not actor.may(Permission.APPLICATION_READ):
            return self.none()
        if actor.role in PROVIDER_ROLES:
            return self.filter(provider_id=actor.tenant_id)
        if actor.may(Permission.APPLICATION_DECIDE):
            return self.given_to(actor.user_id).without_conflict(actor.user_id, actor.name)
        return self.filter(submitted_at__isnull=False)

    def given_to(self, user_id: int | None):
        """Those that this approver has, or has decided; not those handed back or taken away."""
        kept = Assignment.objects.filter(application=OuterRef("pk"), approver_id=user_id)
        return self.filter(Exists(kept.exclude(ending__in=[Ending.HANDED_BACK, Ending.REASSIGNED])))

    def without_conflict(self, user_id: int | None, name: str):
        """Not of a provider that the approver belongs to or has an interest in, and not their own
        work (decisions.md 16). `name`: as it would stand among authors and presenters."""
        return self.exclude(conflict(user_id, Value(name)))

    def approved_on(self, day):
        """Approved, and the approval has not ended by `day`."""
        return self.filter(status=S.APPROVED, approval_ends__gte=day)

    def ended_by(self, today):
        """Approved, and the approval has ended before `today`."""
        return self.filter(status=S.APPROVED, approval_ends__lt=today)

    def unanswered(self, today):
        """Asked for information, and the last day to answer is past."""
        return self.filter(status=S.INFORMATION_REQUESTED, due_on__lt=today)


class CetApplication(WithMaker, WithDeadline):
    """All that a provider says about one CET, and what was decided (domain.md 6.2).

    `version` counts saves, so that the second of two editors is told. `due_on` is the date of
    whoever has the clock: the approver, the provider who was asked or who may appeal; of an
    approved one it is the day on which the approval ends.
    """

    # Somebody has to act, and a clock runs.
    RUNNING = frozenset({S.SUBMITTED, S.IN_REVIEW, S.INFORMATION_REQUESTED, S.UNDER_APPEAL})
    WITH_THE_APPROVER = RUNNING - {S.INFORMATION_REQUESTED}
    # A rejected one may still be appealed against.
    OPEN_STATUSES = RUNNING | {S.REJECTED}
    SHOWN_WHEN_MOVED = (*WithDeadline.SHOWN_WHEN_MOVED, "c_number")

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
    feedback = models.TextField(_("feedback by a tutor or expert"), blank=True)
    stimulus_format = models.CharField(
        _("format of the reflection stimulus"),
        max_length=30,
        choices=StimulusFormat.choices,
        blank=True,
    )
    stimulus = models.TextField(_("reflection stimulus"), blank=True)
    engagement = models.CharField(
        _("how people engage peers"), max_length=20, choices=Engagement.choices, blank=True
    )
    peer_qualification = models.TextField(_("qualification of the peer"), blank=True)
    channel = models.CharField(_("live channel"), max_length=200, blank=True)
    points_total = models.PositiveSmallIntegerField(_("points"), null=True, blank=True)
    points_interactive = models.PositiveSmallIntegerField(
        _("of which interactive"), null=True, blank=True
    )
    points_specialist = models.PositiveSmallIntegerField(
        _("of which specialist"), null=True, blank=True
    )
    peer_review = models.BooleanField(_("peer review"), default=False)
    current_practice = models.TextField(_("link to current practice"), blank=True)
    patient_care = models.TextField(_("benefit for patient care"), blank=True)
    sponsor = models.CharField(_("sponsor"), max_length=200, blank=True)
    interests = models.TextField(_("interests"), blank=True)
    fast_track = models.BooleanField(_("fast track"), default=False)
    # Filled from this one: its re-approval if `renews`, else a plain copy.
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies"
    )
    renews = models.BooleanField(default=False)
    # Sections saved at least once: there "no" and "none" are answers too.
    sections_saved = codes()

    submitted_at = models.DateTimeField(null=True, blank=True)
    # Submissions so far: the first, then one for each answer.
    round = models.PositiveSmallIntegerField(default=0)
    # The day on which the fast track made the clock shorter; a payment that came too late is none.
    fast_track_from = models.DateField(null=True, blank=True)
    # Working days in which an approver had the clock, before the one that runs now.
    days_with_approver = models.PositiveSmallIntegerField(default=0)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reasons = models.TextField(blank=True)
    approval_ends = models.DateField(null=True, blank=True)
    # Of which due date somebody was reminded last, and how many days before; 0: that it is late.
    reminded_for = models.DateField(null=True, blank=True)
    reminded_step = models.PositiveSmallIntegerField(null=True, blank=True)

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
            models.Index(fields=["-submitted_at", "-id"], name="application_newest"),
            models.Index(
                fields=["approver", "due_on"],
                condition=Q(status__in=["IN_REVIEW", "INFORMATION_REQUESTED", "UNDER_APPEAL"]),
                name="application_at_work",
            ),
        ]

    def __str__(self):
        return f"{self.c_number} {self.title}"

    @property
    def reference(self) -> str:
        return self.c_number

    @property
    def due_kind(self) -> str:
        if self.status == S.UNDER_APPEAL:
            return str(_("appeals to decide"))
        if self.status == S.INFORMATION_REQUESTED:
            return str(_("answers of providers"))
        if self.status == S.REJECTED:
            return str(_("last days to appeal"))
        return str(_("applications to decide"))
