"""The ledger of points."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cet_portal.core.actor import Actor
from cet_portal.scheme.enums import Audience, PointKind, Specialty
from registrants.enums import NOT_STANDING, PointStatus
from registrants.models.people import Registrant


class PointEntryQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """A registrant sees their own lines; nobody else sees lines here."""
        return self.filter(registrant_id=actor.person_id) if actor.person_id else self.none()

    def standing(self):
        """What has not been taken back: one line at most for a person and an event."""
        return self.exclude(status__in=NOT_STANDING)

    def to_lapse(self, today: date):
        """Pending, and the cycle has ended."""
        return self.filter(status=PointStatus.PENDING, due_on__lt=today)

    def to_keep_late(self, today: date):
        """Queried, and the cycle has ended while the question was open."""
        return self.filter(status=PointStatus.QUERIED, due_on__lt=today)

    def to_accept(self, today: date):
        """Pending under a standing instruction whose days to object are over."""
        return self.filter(status=PointStatus.PENDING, accept_on__lte=today, due_on__gte=today)


class PointEntry(models.Model):
    """One line of the ledger: a snapshot, never edited or deleted (decisions.md 25).

    `due_on` is the last day of the cycle, on which it can still be accepted. `accepted_as`: the
    kind its registrant chose where there was a choice, blank as approved. `accept_on`: the day
    on which a standing instruction accepts it. One foreign key only: this is the hottest table.
    """

    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="points")
    number = models.CharField(max_length=12)
    status = models.CharField(max_length=10, choices=PointStatus.choices)
    event_reference = models.CharField(max_length=12)
    event_date = models.DateField()
    c_number = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    provider_name = models.CharField(max_length=200)
    audience = models.CharField(max_length=30, choices=Audience.choices)
    kind = models.CharField(max_length=10, choices=PointKind.choices)
    specialty = models.CharField(max_length=30, choices=Specialty.choices, blank=True)
    total = models.PositiveSmallIntegerField()
    interactive = models.PositiveSmallIntegerField()
    units = ArrayField(models.CharField(max_length=3), default=list)
    peer_review = models.BooleanField(default=False)
    arrived_at = models.DateTimeField()
    due_on = models.DateField()
    accepted_as = models.CharField(
        max_length=10, choices=PointKind.choices, blank=True, default="", db_default=""
    )
    accept_on = models.DateField(null=True)

    objects = PointEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registrant", "event_reference"],
                condition=~Q(status__in=sorted(NOT_STANDING)),
                name="one_line_a_person_and_event",
            ),
            models.CheckConstraint(
                condition=Q(interactive__lte=F("total")), name="interactive_is_part_of_total"
            ),
            models.CheckConstraint(
                condition=(Q(kind=PointKind.GENERAL) & Q(specialty=""))
                | (Q(kind=PointKind.SPECIALIST) & ~Q(specialty="")),
                name="specialist_points_name_a_specialty",
            ),
            # As in the register's files and in JSON: nothing in it that has to be escaped.
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9A-Za-z-]*$"), name="number_is_plain"
            ),
        ]
        indexes = [
            models.Index(fields=["event_reference"]),
            # With the person: how many people wait is counted from it alone.
            models.Index(
                fields=["due_on", "registrant"],
                condition=Q(status=PointStatus.PENDING),
                name="pending_by_due_date",
            ),
            models.Index(
                fields=["accept_on"],
                condition=Q(status=PointStatus.PENDING, accept_on__isnull=False),
                name="pending_by_instruction",
            ),
            models.Index(
                fields=["registrant"],
                condition=Q(status=PointStatus.LATE),
                name="late_by_person",
            ),
        ]

    def __str__(self):
        return f"{self.event_reference} {self.number}"

    @property
    def reference(self) -> str:
        """The event and the number it was uploaded under."""
        return f"{self.event_reference} {self.number}"
