"""Sessions, events and what follows an event."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.models import CetApplication
from cet_portal.accounts.roles import PROVIDER_ROLES, Permission
from cet_portal.core.actor import Actor
from cet_portal.core.models import StoredFile, WithDeadline, WithMaker
from providers.models import Provider
from registrants.models import Registrant
from sessions_events.enums import (
    TAKEN_BOXES,
    Box,
    EventStatus,
    Part,
    Reason,
    UploadSource,
    UploadStatus,
)
from sessions_events.rules.sentences import sentence

S = EventStatus


class OwnedQuerySet(models.QuerySet):
    """Rows that belong to a provider: it sees its own, GOC staff see all."""

    owner = "provider_id"

    def visible_to(self, actor: Actor):
        if not actor.may(Permission.EVENT_READ):
            return self.none()
        if actor.tenant_id is not None or actor.role in PROVIDER_ROLES:
            return self.filter(**{self.owner: actor.tenant_id})
        return self.all()


class Session(WithMaker):
    """A location and a period of time that holds one CET or several. Dates inclusive."""

    s_number = models.CharField(_("S-number"), max_length=12, unique=True)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="sessions")
    name = models.CharField(_("name"), max_length=200)
    online = models.BooleanField(_("online"), default=False)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    address = models.TextField(_("address"), blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lte=F("end")), name="session_ends_after_start"
            )
        ]
        indexes = [models.Index(fields=["provider", "start"])]

    def __str__(self):
        return f"{self.s_number} {self.name}"

    @property
    def reference(self) -> str:
        return self.s_number


class EventQuerySet(OwnedQuerySet):
    def owing(self):
        """Not yet declared and uploaded, by the provider's doing."""
        return self.filter(status__in=Event.OPEN_STATUSES)

    def overdue(self, today):
        """The 10 working days are past: a question asked of stored dates (decisions.md 24)."""
        return self.owing().filter(due_on__lt=today)

    def overdue_untold(self, today):
        """Overdue, and the provider has not been told."""
        return self.overdue(today).filter(overdue_told_on__isnull=True)


class Event(WithMaker, WithDeadline):
    """One CET in one session: what is declared, uploaded and overdue (an EV-number).

    `due_on`: declaration and upload, 10 working days after the last day (decisions.md 19).
    """

    OPEN_STATUSES = frozenset({S.PLANNED, S.DECLARED})

    ev_number = models.CharField(_("EV-number"), max_length=12, unique=True)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="events")
    session = models.ForeignKey(Session, models.PROTECT, related_name="events")
    application = models.ForeignKey(CetApplication, models.PROTECT, related_name="events")
    status = models.CharField(max_length=20, choices=EventStatus.choices)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    price = models.CharField(_("price"), max_length=100, blank=True)
    booking_link = models.URLField(_("booking link"), max_length=500, blank=True)
    open_to_all = models.BooleanField(_("open to all"), default=True)
    overdue_told_on = models.DateField(null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            *WithDeadline.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="event_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "status", "due_on"]),
            models.Index(fields=["ends_at"]),
        ]

    def __str__(self):
        return f"{self.ev_number} {self.application.title}"

    @property
    def reference(self) -> str:
        return self.ev_number

    @property
    def is_distance_learning(self) -> bool:
        modality = self.application.modality
        return modality is not None and modality.distance


class AboutEventQuerySet(OwnedQuerySet):
    owner = "event__provider_id"


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


class UploadQuerySet(AboutEventQuerySet):
    def stalled(self, before):
        """Work that began and has not moved since `before`: its worker is gone."""
        working = [UploadStatus.RECEIVED, UploadStatus.TAKING]
        return self.filter(status__in=working, moved_at__lt=before)


class Upload(models.Model):
    """One sending of registration numbers and surnames: read, previewed, taken.

    `columns`: the headings as they were sent, for downloads in the same form. `read_lines` and
    `rows_total` make the progress bar; `moved_at` shows that the worker is alive. `key` is what
    a machine sends so that the same request never counts twice; `take_when_read`: a machine has
    asked for both in one. `continues`: of which upload it sends rows again.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="uploads")
    source = models.CharField(max_length=6, choices=UploadSource.choices)
    status = models.CharField(max_length=10, choices=UploadStatus.choices)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True)
    columns = ArrayField(models.TextField(), default=list)
    layout = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    rows_total = models.PositiveIntegerField(default=0)
    bytes_read = models.PositiveBigIntegerField(default=0)
    moved_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=100, blank=True)
    take_when_read = models.BooleanField(default=False)
    continues = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_by_role = models.CharField(max_length=40, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "key"], condition=~Q(key=""), name="one_upload_a_key"
            )
        ]
        indexes = [
            models.Index(
                fields=["moved_at"],
                condition=Q(status__in=["RECEIVED", "TAKING"]),
                name="upload_working",
            )
        ]

    def __str__(self):
        return f"Upload {self.pk} of {self.event_id}"

    @property
    def reference(self) -> str:
        """What people call it, and what marks the rows of a downloaded list."""
        return f"U-{self.pk}"


class UploadRow(models.Model):
    """One line as it was sent, where it landed and why. `line`: as a spreadsheet counts.

    `cells`: the whole line. `detail`: what the reason's sentence needs. `registrant_id`,
    `taken_number` and `audience`: who earns what, once that is clear. A hot table: few indexes,
    one foreign key.
    """

    # Found by the constraint of upload and line; another index would cost each row again.
    upload = models.ForeignKey(Upload, models.CASCADE, related_name="rows", db_index=False)
    line = models.PositiveIntegerField()
    cells = ArrayField(models.TextField(), default=list)
    number = models.CharField(max_length=200)
    surname = models.CharField(max_length=200)
    completed = models.CharField(max_length=40, blank=True)
    part = models.CharField(max_length=12, choices=Part.choices, default=Part.PARTICIPANT)
    interactive = models.BooleanField(default=True)
    box = models.CharField(max_length=10, choices=Box.choices)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    detail = models.JSONField(default=dict)
    registrant_id = models.BigIntegerField(null=True)
    taken_number = models.CharField(max_length=12, blank=True)
    audience = models.CharField(max_length=30, blank=True)
    earned_on = models.DateField(null=True)
    taken_at = models.DateTimeField(null=True)
    staff_note = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["upload", "line"], name="one_row_a_line"),
            models.CheckConstraint(
                condition=~Q(box__in=[Box.READY, Box.NOTED])
                | (Q(registrant_id__isnull=False, earned_on__isnull=False) & ~Q(audience="")),
                name="ready_rows_say_who_earns_what",
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(box__in=[Box.READY, Box.NOTED]),
                name="only_ready_rows_are_taken",
            ),
        ]

    def __str__(self):
        return f"{self.line}: {self.number}"

    @property
    def sentence(self) -> str:
        """Why it is in its box; empty for a row that is simply ready."""
        return sentence(self.reason, self.detail)

    @property
    def known_as(self) -> str:
        """The number as the register has it once the row is clear, else as it was sent."""
        return self.taken_number if self.box in TAKEN_BOXES else self.number


class ProviderHeading(models.Model):
    """What a heading means in the lists of one provider, as somebody there said once."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="headings")
    heading = models.CharField(max_length=200)
    field = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "heading"], name="one_meaning_a_heading")
        ]

    def __str__(self):
        return f"{self.heading}: {self.field}"


class ApiKey(WithMaker):
    """A key with which a provider's own system uploads. The key itself is never kept.

    `digest`: SHA-256 of it; `start`: its first letters, by which people know it again.
    """

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="api_keys")
    name = models.CharField(_("name"), max_length=100)
    start = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    made_by_name = models.CharField(max_length=200)
    used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by_name = models.CharField(max_length=200, blank=True)

    def __str__(self):
        return f"{self.name} ({self.start}…)"

    @property
    def reference(self) -> str:
        """What people know it by."""
        return self.start


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


class Rating(models.Model):
    """What a registrant thought of it: 1 to 5 and an optional comment (decisions.md 30)."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="ratings")
    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    rated_at = models.DateTimeField()

    objects = AboutEventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "registrant"], name="one_rating_a_person_and_event"
            ),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="score_from_1_to_5"),
        ]

    def __str__(self):
        return f"{self.score} for {self.event_id}"
