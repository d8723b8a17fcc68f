"""Cases about points: missing or queried, between registrant, provider and staff."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cet_portal.accounts.roles import PROVIDER_ROLES, Permission
from cet_portal.core.actor import Actor
from cet_portal.core.models import StoredFile, WithDeadline, WithMaker
from providers.models import Provider
from registrants.enums import QueryProblem
from registrants.models import PointEntry, Registrant
from sessions_events.enums import CASE_OPEN, CaseKind, CaseStatus, Side, Told
from sessions_events.models.events import Event

S = CaseStatus


class OfACaseQuerySet(models.QuerySet):
    """A registrant sees their own, a provider those about its events, GOC staff all."""

    case = ""

    def visible_to(self, actor: Actor):
        if actor.person_id is not None:
            return self.filter(**{f"{self.case}registrant_id": actor.person_id})
        if actor.tenant_id is not None or actor.role in PROVIDER_ROLES:
            if not actor.may(Permission.EVENT_READ):
                return self.none()
            return self.filter(**{f"{self.case}provider_id": actor.tenant_id or 0})
        return self.all() if actor.may(Permission.CASE_SETTLE) else self.none()


class PointsCaseQuerySet(OfACaseQuerySet):
    def open(self):
        """Those that somebody has to settle."""
        return self.filter(status__in=CASE_OPEN)

    def to_pass_on(self, today):
        """The provider's days are over."""
        return self.filter(status=S.OPEN_PROVIDER, due_on__lt=today)

    def to_remind(self, day):
        """Due by `day`, and whoever has it was not reminded."""
        return self.open().filter(due_on__lte=day, told=Told.NOT)

    def to_tell_late(self, today):
        """The days of staff are over, and the CET manager was not told."""
        late = self.filter(status__in=(S.OPEN_STAFF, S.DISPUTED), due_on__lt=today)
        return late.exclude(told=Told.LATE)


class PointsCase(WithMaker, WithDeadline):
    """Points that are missing or queried, until it is settled (docs/adr/0032).

    `event` is None where the registrant did not find it: then the `claimed_` words say what they
    know. `entry`: the line that is queried, or the one that came of it. `number`, `surname`: as
    the provider sees them. `refused_by_id`: who said no, and does not decide the dispute.
    """

    OPEN_STATUSES = frozenset({*CASE_OPEN, S.REFUSED})

    kind = models.CharField(max_length=10, choices=CaseKind.choices)
    status = models.CharField(max_length=15, choices=CaseStatus.choices)
    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, related_name="+")
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="cases")
    entry = models.ForeignKey(PointEntry, models.PROTECT, null=True, related_name="+")
    problem = models.CharField(max_length=10, choices=QueryProblem.choices, blank=True)
    number = models.CharField(max_length=12)
    surname = models.CharField(max_length=150)
    claimed_provider = models.CharField(max_length=200, blank=True)
    claimed_title = models.CharField(max_length=200, blank=True)
    claimed_on = models.DateField(null=True)
    told = models.CharField(max_length=10, choices=Told.choices, blank=True, default=Told.NOT)
    refused_by_id = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = PointsCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            *WithDeadline.Meta.constraints,
            models.UniqueConstraint(
                fields=["registrant", "event"],
                condition=Q(status__in=CASE_OPEN),
                name="one_open_case_a_person_and_event",
            ),
            models.CheckConstraint(
                condition=~Q(status="OPEN_PROVIDER") | Q(provider__isnull=False),
                name="a_case_with_the_provider_names_it",
            ),
        ]
        indexes = [models.Index(fields=["provider", "status", "due_on"])]

    def __str__(self):
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        """What people call it."""
        return f"Q-{self.pk}"

    def get_status_display(self) -> str:
        """A query is answered; missing points are refused."""
        if self.kind == CaseKind.MISSING and self.status == CaseStatus.REFUSED:
            return gettext("Refused")
        return str(CaseStatus(self.status).label)

    @property
    def due_kind(self) -> str:
        return str(_("cases about points"))

    @property
    def title(self) -> str:
        """The CET, as far as it is known."""
        if self.event:
            return self.event.application.title
        return self.entry.title if self.entry else self.claimed_title

    @property
    def provider_words(self) -> str:
        """The provider, as far as it is known."""
        return self.provider.name if self.provider else self.claimed_provider


class AboutCaseQuerySet(OfACaseQuerySet):
    case = "case__"


class CaseMessageQuerySet(AboutCaseQuerySet):
    def visible_to(self, actor: Actor):
        """What is private is for staff alone."""
        found = super().visible_to(actor)
        by_staff = actor.tenant_id is None and actor.person_id is None
        return found if by_staff else found.filter(private=False)


class CaseMessage(WithMaker):
    """One message of the thread, the same for all three sides; `private`: a note of staff.

    `step`: what its sender did with it, by the name in the workflow. `by`: who, in words that
    every side may read.
    """

    case = models.ForeignKey(PointsCase, models.PROTECT, related_name="messages")
    side = models.CharField(max_length=10, choices=Side.choices)
    by = models.CharField(max_length=200)
    step = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)
    private = models.BooleanField(default=False)

    objects = CaseMessageQuerySet.as_manager()

    def __str__(self):
        return f"{self.case_id}: {self.text[:60]}"


class CaseFile(models.Model):
    """A file with a message, such as a certificate."""

    case = models.ForeignKey(PointsCase, models.PROTECT, related_name="files")
    message = models.ForeignKey(CaseMessage, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    objects = AboutCaseQuerySet.as_manager()

    def __str__(self):
        return self.file.name
