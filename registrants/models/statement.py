"""What a registrant adds to their statement."""

from datetime import date

from django.db import models
from django.db.models import Q

from cet_portal.core.actor import Actor
from registrants.enums import MarkKind
from registrants.models.ledger import PointEntry
from registrants.models.people import Registrant


class OwnQuerySet(models.QuerySet):
    """What belongs to one registrant, and nobody else sees."""

    def visible_to(self, actor: Actor):
        return self.filter(registrant_id=actor.person_id) if actor.person_id else self.none()


class ReminderQuerySet(models.QuerySet):
    def due(self, today: date):
        """Reminders whose day has come."""
        return self.filter(due_on__lte=today)


class StandingInstruction(models.Model):
    """ "Accept what I booked or signed in to, after days in which I can object." One in force."""

    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="instructions")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registrant"],
                condition=Q(ended_at__isnull=True),
                name="one_standing_instruction",
            )
        ]

    def __str__(self):
        return f"since {self.given_at}"


class EventMark(models.Model):
    """The registrant booked an event, or signed in to it; the event by its number."""

    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="marks")
    event_reference = models.CharField(max_length=12, db_index=True)
    kind = models.CharField(max_length=10, choices=MarkKind.choices)
    marked_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registrant", "event_reference"], name="one_mark_a_person_and_event"
            )
        ]

    def __str__(self):
        return f"{self.event_reference} {self.kind}"


class Reflection(models.Model):
    """A reflection statement, or own notes, on a line of the ledger.

    `written_on`: the London date on which there was text first; peer review counts from then.
    """

    entry = models.OneToOneField(PointEntry, models.PROTECT, related_name="reflection")
    text = models.TextField()
    written_on = models.DateField()
    changed_at = models.DateTimeField()

    def __str__(self):
        return f"on {self.entry_id}"


class OwnLearning(models.Model):
    """Learning of one's own that was not approved: for own use, it never counts."""

    registrant = models.ForeignKey(Registrant, models.CASCADE, related_name="own_learning")
    learned_on = models.DateField()
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    notes = models.TextField(blank=True)
    written_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    def __str__(self):
        return self.title


class Reminder(models.Model):
    """When somebody with pending points is reminded next. No row: nothing waits for them."""

    registrant = models.OneToOneField(Registrant, models.CASCADE, related_name="reminder")
    due_on = models.DateField(db_index=True)
    sent_on = models.DateField(null=True)

    objects = ReminderQuerySet.as_manager()

    def __str__(self):
        return f"{self.registrant_id} on {self.due_on}"

    @property
    def reference(self) -> str:
        """What a sweep's record calls it: nobody's name."""
        return f"registrant {self.registrant_id}"
