"""What registrants thought of it, and what the provider changed because of that."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from approvals.models import CetApplication
from cet_portal.core.models import WithMaker
from registrants.models import Registrant
from sessions_events.models.events import Event
from sessions_events.models.owned import AboutEventQuerySet, OwnedQuerySet


class RatingQuerySet(AboutEventQuerySet):
    def with_comment(self):
        """Those that say something, hidden or not."""
        return self.exclude(comment="")


class Rating(models.Model):
    """What a registrant thought of it: 1 to 5 and an optional comment (decisions.md 30).

    `last_day`: the last one, in London, on which the rater can change it. `hidden_reason`: why
    GOC staff hid the comment; provider and rater read it (docs/adr/0034).
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="ratings")
    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    rated_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    last_day = models.DateField()
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by_name = models.CharField(max_length=200, blank=True)
    hidden_reason = models.TextField(blank=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "registrant"], name="one_rating_a_person_and_event"
            ),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="score_from_1_to_5"),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_reason="", hidden_by_name="")
                | Q(hidden_at__isnull=False) & ~Q(hidden_reason="") & ~Q(comment=""),
                name="a_hidden_comment_has_its_reason",
            ),
        ]
        indexes = [
            # The comments, the latest first, as GOC staff read them.
            models.Index(fields=["-rated_at"], condition=~Q(comment=""), name="rating_comments"),
        ]

    def __str__(self):
        return f"{self.score} for {self.event_id}"

    @property
    def said_at(self) -> datetime:
        """When it got the score and comment that it has."""
        return self.changed_at or self.rated_at


class ImprovementQuerySet(OwnedQuerySet):
    owner = "application__provider_id"

    def standing(self):
        """Those that were not taken back."""
        return self.filter(taken_back_at__isnull=True)


class Improvement(WithMaker):
    """A note of the provider: what it changed because of the ratings. Everybody can read it.

    Never edited: a wrong one is taken back, and a right one written.
    """

    application = models.ForeignKey(CetApplication, models.PROTECT, related_name="improvements")
    text = models.TextField()
    made_by_name = models.CharField(max_length=200)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by_name = models.CharField(max_length=200, blank=True)
    taken_back_by_staff = models.BooleanField(default=False)
    taken_back_reason = models.TextField(blank=True)

    objects = ImprovementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_by_staff=False) | ~Q(taken_back_reason=""),
                name="staff_say_why_they_take_a_note_back",
            ),
        ]

    def __str__(self):
        return f"{self.application_id}: {self.text[:40]}"
