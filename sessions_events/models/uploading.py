"""Uploads, their rows, and what is remembered of a provider's lists."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cet_portal.core.models import StoredFile
from providers.models import Provider
from sessions_events.enums import (
    KNOWN_OTHERWISE,
    TAKEN_BOXES,
    Box,
    Part,
    Reason,
    UploadSource,
    UploadStatus,
)
from sessions_events.models.events import Event
from sessions_events.models.owned import AboutEventQuerySet
from sessions_events.rules.sentences import sentence


class UploadQuerySet(AboutEventQuerySet):
    def stalled(self, before):
        """Work that began and has not moved since `before`: its worker is gone."""
        working = [UploadStatus.RECEIVED, UploadStatus.TAKING]
        return self.filter(status__in=working, moved_at__lt=before)


class Upload(models.Model):
    """One sending of registration numbers and surnames: read, previewed, taken.

    `columns`: the headings as they were sent, for downloads in the same form. `bytes_read`
    makes the progress bar; `moved_at` shows that the worker is alive. `key` is what a machine
    sends so that the same request never counts twice, and `key_digest` what it sent with it;
    `take_when_read`: a machine has asked for both in one. `continues`: of which upload it sends
    rows again.
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
    key_digest = models.CharField(max_length=64, blank=True)
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
        indexes = [
            # What somebody has to see to: few of all rows that were ever sent.
            models.Index(
                fields=["upload"],
                condition=Q(
                    taken_at__isnull=True,
                    box__in=[Box.READY, Box.NOTED, Box.UNDECIDED, Box.UNUSABLE],
                ),
                name="rows_not_settled",
            )
        ]

    def __str__(self):
        return f"{self.line}: {self.number}"

    @property
    def sentence(self) -> str:
        """Why it is in its box; empty for a row that is simply ready."""
        return sentence(self.reason, self.detail)

    @property
    def shown_box(self) -> str:
        """Its box in words; what is known for another reason than that it was uploaded says it."""
        return KNOWN_OTHERWISE.get(self.reason) or self.get_box_display()

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
