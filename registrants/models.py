"""People on the register, their dated entries, and the ledger of their points."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cet_portal.core.actor import Actor
from cet_portal.scheme.enums import Audience, PointKind, Profession, Specialty
from registrants.enums import PointStatus


class Registrant(models.Model):
    """A person. Numbers, entries and specialties over time hang on it (decisions.md 27)."""

    forenames = models.CharField(max_length=150)
    surname = models.CharField(max_length=150)
    surname_key = models.CharField(max_length=150, db_index=True)
    date_of_birth = models.DateField()
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="registrant"
    )

    def __str__(self):
        return f"{self.forenames} {self.surname}"


class FormerSurname(models.Model):
    """A surname that somebody had until a day, inclusive. Uploads under it are still theirs."""

    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="former_surnames")
    surname = models.CharField(max_length=150)
    surname_key = models.CharField(max_length=150, db_index=True)
    until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registrant", "surname_key", "until"], name="one_former_surname_a_day"
            )
        ]

    def __str__(self):
        return f"{self.surname} until {self.until}"


class RegisterEntry(models.Model):
    """A period on a register with a number. Dates inclusive; `end` None: still on it."""

    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="entries")
    profession = models.CharField(max_length=20, choices=Profession.choices)
    number = models.CharField(max_length=12, db_index=True)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__lte=F("end")),
                name="entry_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["number", "start"], name="one_entry_a_number_and_start"
            ),
        ]

    def __str__(self):
        return self.number


class SpecialtyEntry(models.Model):
    """A period with a specialty against the name. Dates inclusive."""

    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="specialties")
    specialty = models.CharField(max_length=30, choices=Specialty.choices)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__lte=F("end")),
                name="specialty_ends_after_start",
            )
        ]

    def __str__(self):
        return f"{self.get_specialty_display()} from {self.start}"


class PointEntryQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """A registrant sees their own lines; nobody else sees lines here."""
        return self.filter(registrant_id=actor.person_id) if actor.person_id else self.none()

    def standing(self):
        """What has not been taken back: one line at most for a person and an event."""
        return self.exclude(status=PointStatus.REVERSED)

    def to_lapse(self, today):
        """Pending, and the cycle has ended."""
        return self.filter(status=PointStatus.PENDING, due_on__lt=today)


class PointEntry(models.Model):
    """One line of the ledger: a snapshot, never edited or deleted (decisions.md 25).

    `due_on` is the last day of the cycle, on which it can still be accepted. One foreign key
    only: this is the hottest table.
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

    objects = PointEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registrant", "event_reference"],
                condition=~Q(status=PointStatus.REVERSED),
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
        ]
        indexes = [
            models.Index(fields=["event_reference"]),
            models.Index(
                fields=["due_on"],
                condition=Q(status=PointStatus.PENDING),
                name="pending_by_due_date",
            ),
        ]

    def __str__(self):
        return f"{self.event_reference} {self.number}"

    @property
    def reference(self) -> str:
        """The event and the number it was uploaded under."""
        return f"{self.event_reference} {self.number}"
