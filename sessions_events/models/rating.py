"""What registrants thought of it."""

from django.db import models
from django.db.models import Q

from registrants.models import Registrant
from sessions_events.models.events import Event
from sessions_events.models.owned import AboutEventQuerySet


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
