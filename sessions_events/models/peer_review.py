"""Peer review that a registrant leads (domain.md 3.12)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registrants.models import Registrant
from sessions_events.enums import ReviewAbout, ReviewStatus
from sessions_events.models.asked import Asked, AskedQuerySet

# These have an event, and it stays theirs whatever became of it.
_HAVE_AN_EVENT = (
    ReviewStatus.APPROVED,
    ReviewStatus.CANCELLED,
    ReviewStatus.NOT_HELD,
    ReviewStatus.HELD,
    ReviewStatus.CONFIRMED,
    ReviewStatus.NOT_COUNTED,
)


class PeerReview(Asked):
    """One meeting of a small group; its `registrant` leads it.

    `about`: in general, or the specialty whose points its holders earn (docs/adr/0033).
    `objectives`: one a line. `channel`: by which live service, where it is online.
    """

    status = models.CharField(max_length=12, choices=ReviewStatus.choices)
    about = models.CharField(_("about"), max_length=30, choices=ReviewAbout.choices)
    scenario = models.TextField(_("scenario"))
    objectives = models.TextField(_("learning objectives"))
    online = models.BooleanField(_("online"), default=False)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    channel = models.CharField(_("online service"), max_length=200, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        constraints = [
            *Asked.Meta.constraints,
            models.CheckConstraint(
                condition=(Q(status__in=_HAVE_AN_EVENT) & Q(event__isnull=False))
                | (~Q(status__in=_HAVE_AN_EVENT) & Q(event__isnull=True)),
                name="an_approved_review_has_its_event",
            ),
        ]
        indexes = [
            models.Index(fields=["registrant", "-asked_at"], name="peer_review_of"),
            models.Index(fields=["status", "starts_at"], name="peer_review_waiting"),
        ]

    def get_absolute_url(self) -> str:
        """Its page, for whoever asked and for staff."""
        return reverse("sessions_events:peer_review", args=[self.number])


class ReviewParticipant(models.Model):
    """A member of the group, as the leader named them: number and surname. The leader is one.

    `attended`: as the leader confirmed; None before.
    """

    review = models.ForeignKey(PeerReview, models.CASCADE, related_name="participants")
    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="+")
    number = models.CharField(_("registration number"), max_length=12)
    surname = models.CharField(_("surname"), max_length=150)
    order = models.PositiveSmallIntegerField()
    attended = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "registrant"], name="one_place_a_person_in_a_review"
            ),
        ]

    def __str__(self):
        return f"{self.number}, {self.surname}"
