"""What the provider says after delivery, and its evidence."""

from django.db import models
from django.db.models import F, Q

from cet_portal.core.models import StoredFile
from sessions_events.enums import EventStatus, EvidenceKind
from sessions_events.models.events import Event
from sessions_events.models.owned import AboutEventQuerySet


class DeclarationQuerySet(AboutEventQuerySet):
    def current(self):
        """The last version of each event."""
        return self.filter(current=True)

    def to_settle(self):
        """What waits for the CET manager: held, or a difference told after there were points."""
        held = Q(event__status=EventStatus.HELD)
        return self.current().filter(held | Q(after_points=True, noted_at__isnull=True))


class Declaration(models.Model):
    """The provider's statement after delivery, one version of it (domain.md 3.6 and 6.4).

    A correction is the next version with its `reason`; what was said before is kept.
    `after_points`: this version says that the delivery differed, and people had points already;
    the CET manager looks at it, and the points stay (docs/adr/0024).
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="declarations")
    number = models.PositiveSmallIntegerField(default=1)
    current = models.BooleanField(default=True)
    reason = models.TextField(blank=True)
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
    after_points = models.BooleanField(default=False)
    noted_at = models.DateTimeField(null=True, blank=True)
    noted_by_name = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(current=True), name="one_current_declaration"
            ),
            models.UniqueConstraint(fields=["event", "number"], name="one_declaration_a_number"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="a_correction_has_its_reason"
            ),
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
        return f"Declaration {self.number} of {self.event_id}"


class EvidenceFile(models.Model):
    """A file that shows what a declaration says. Once declared it stays.

    `added_in`: the version it came with, and it belongs to all later ones; None while the
    declaration, or its correction, has not been made.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=EvidenceKind.choices)
    added_in = models.PositiveSmallIntegerField(null=True)
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=200)

    objects = AboutEventQuerySet.as_manager()

    def __str__(self):
        return self.file.name
