"""Evidence of completion."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cet_portal.core.models import StoredFile, WithMaker
from providers.models import Provider
from registrants.models import Registrant
from sessions_events.enums import BatchKind, BatchStatus
from sessions_events.models.events import Event
from sessions_events.models.owned import AboutEventQuerySet
from sessions_events.rules.codes import grouped


class CertificateDesign(models.Model):
    """What a provider puts onto its certificates: its logo, and who signs for it."""

    provider = models.OneToOneField(Provider, models.PROTECT, related_name="certificate_design")
    logo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    signatory = models.CharField(_("name of the signatory"), max_length=100, blank=True)
    signatory_role = models.CharField(_("role of the signatory"), max_length=100, blank=True)
    saved_at = models.DateTimeField()
    saved_by_name = models.CharField(max_length=200)

    def __str__(self):
        return f"Certificates of {self.provider_id}"


class CompletionCertificate(models.Model):
    """Evidence of completion given to one registrant (domain.md 6.7).

    `signatory`: who signed, as it was on the day of issue. `shows_name`: the holder lets the
    public page name them. `mailed_at`: when the holder was last told of it. `completed_on`: of
    distance learning, for somebody who was not uploaded yet; the upload's day counts before it.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="certificates")
    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="+")
    number = models.CharField(max_length=12)
    surname = models.CharField(max_length=200)
    audience = models.CharField(max_length=30)
    code = models.CharField(max_length=16, unique=True)
    signatory = models.CharField(max_length=100, blank=True)
    signatory_role = models.CharField(max_length=100, blank=True)
    shows_name = models.BooleanField(default=False)
    completed_on = models.DateField(null=True, blank=True)
    issued_at = models.DateTimeField()
    issued_by_id = models.BigIntegerField(null=True)
    mailed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = AboutEventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "registrant"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_certificate_a_person_and_event",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="a_withdrawn_certificate_says_why",
            ),
        ]

    def __str__(self):
        return self.shown_code

    @property
    def reference(self) -> str:
        """What people call it."""
        return self.shown_code

    @property
    def shown_code(self) -> str:
        """The code in groups of four, as it is printed."""
        return grouped(self.code)

    @property
    def initial(self) -> str:
        """As much of the name as a stranger sees: its first letter."""
        return f"{self.surname[:1].upper()}."

    @property
    def masked_number(self) -> str:
        """As much of the number as a stranger sees: its last three characters."""
        return f"…{self.number[-3:]}"


class BatchQuerySet(AboutEventQuerySet):
    def stalled(self, before):
        """Work that has not moved since `before`: its worker is gone."""
        return self.filter(status=BatchStatus.MAKING, moved_at__lt=before)

    def to_remove(self, today):
        """Files that have been kept long enough. `due_on` is what timers order by."""
        kept = self.filter(status=BatchStatus.DONE, keep_until__lt=today)
        return kept.annotate(due_on=F("keep_until"))


class CertificateBatch(WithMaker):
    """All certificates of an event at once, made by the worker: as zip files, or mailed.

    `done` of `total` makes the progress bar; `moved_at` shows that the worker is alive, and
    `worker` which one: a second one takes over by writing its own mark. `again`: also to those
    who were told before. `keep_until`: the last day of the files.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="certificate_batches")
    kind = models.CharField(max_length=4, choices=BatchKind.choices)
    status = models.CharField(max_length=10, choices=BatchStatus.choices)
    again = models.BooleanField(default=False)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    worker = models.UUIDField(null=True)
    moved_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    keep_until = models.DateField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_by_role = models.CharField(max_length=40, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind"],
                condition=Q(status="MAKING"),
                name="one_batch_of_a_kind_at_work",
            ),
            models.CheckConstraint(
                condition=~Q(kind="ZIP", status="DONE") | Q(keep_until__isnull=False),
                name="a_zip_is_kept_until_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.event_id}"

    @property
    def reference(self) -> str:
        """What the history calls it."""
        return f"{self.event.ev_number} B-{self.pk}"


class CertificateFile(models.Model):
    """One zip file of a batch. A large event has several, so that little is done twice."""

    batch = models.ForeignKey(CertificateBatch, models.CASCADE, related_name="files")
    place = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    certificates = models.PositiveIntegerField()
    last_key = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="one_file_a_place")]

    def __str__(self):
        return f"{self.batch_id}: {self.place}"
