"""What a provider keeps of an event: sign-in lists and evidence, for six years."""

from django.db import models
from django.db.models import F, Q

from cet_portal.core.models import StoredFile, WithMaker
from sessions_events.enums import RecordKind
from sessions_events.models.events import Event
from sessions_events.models.owned import AboutEventQuerySet


class RecordQuerySet(AboutEventQuerySet):
    def kept(self):
        """Whose file is still there."""
        return self.filter(file__isnull=False)

    def ending(self, before):
        """Of events that ended before `before`, with nobody's hold on them.

        `due_on` is what the timers order by.
        """
        held = RecordHold.objects.filter(lifted_at__isnull=True).values("event")
        return (
            self.kept()
            .filter(event__ends_at__lt=before)
            .exclude(event__in=held)
            .annotate(due_on=F("event__ends_at"))
        )


class RecordFile(WithMaker):
    """One file of an event's attendance record (mission/000: six years).

    Nothing is taken away early: what was added wrongly is struck out and stays. After the six
    years the file goes and the row stays, with `removed_at`. `told_on`: when the provider was
    told that it will go.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="record")
    kind = models.CharField(max_length=8, choices=RecordKind.choices)
    note = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    made_by_name = models.CharField(max_length=200)
    struck_at = models.DateTimeField(null=True)
    struck_by_name = models.CharField(max_length=200, blank=True)
    struck_reason = models.TextField(blank=True)
    told_on = models.DateField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, removed_at__isnull=True)
                | Q(file__isnull=True, removed_at__isnull=False),
                name="a_record_without_file_was_removed",
            ),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_reason="")
                | (Q(struck_at__isnull=False) & ~Q(struck_reason="")),
                name="a_struck_record_says_why",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def reference(self) -> str:
        """What people call it: the number of its event."""
        return self.event.ev_number


class RecordHold(models.Model):
    """GOC staff keep an event's record beyond its six years, until they lift the hold."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="record_holds")
    reason = models.TextField()
    placed_at = models.DateTimeField()
    placed_by_name = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True)
    lifted_by_name = models.CharField(max_length=200, blank=True)
    lifted_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(lifted_at__isnull=True), name="one_hold_an_event"
            )
        ]

    def __str__(self):
        return f"Hold on {self.event_id}"

    @property
    def reference(self) -> str:
        """What the history calls it."""
        return self.event.ev_number
