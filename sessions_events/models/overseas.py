"""CET outside the United Kingdom, approved for one registrant (domain.md 3.13)."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cet_portal.core.models import StoredFile
from cet_portal.scheme.models import Modality
from sessions_events.enums import ForeignScheme, NonUkStatus
from sessions_events.models.asked import Asked, AskedQuerySet

_HAVE_AN_EVENT = (
    NonUkStatus.APPROVED,
    NonUkStatus.EVIDENCE_SENT,
    NonUkStatus.NOT_ATTENDED,
    NonUkStatus.CONFIRMED,
)


class NonUkCet(Asked):
    """One event abroad that one registrant wants to attend.

    `scheme`: which foreign scheme approves it; `other_scheme` in words where it is none of them.
    `evidence`: what shows attendance, sent after the event.
    """

    status = models.CharField(max_length=13, choices=NonUkStatus.choices)
    body = models.CharField(_("body that runs it"), max_length=150)
    country = models.CharField(_("country"), max_length=80)
    town = models.CharField(_("town or city"), max_length=100)
    scheme = models.CharField(_("scheme"), max_length=10, choices=ForeignScheme.choices)
    other_scheme = models.CharField(_("which scheme"), max_length=200, blank=True)
    modality = models.ForeignKey(Modality, models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField(_("minutes of learning"))
    learning = models.TextField(_("what is learned"))
    interaction = models.TextField(_("how people interact"), blank=True)
    points_asked = models.PositiveSmallIntegerField(_("points asked for"))
    interactive_asked = models.PositiveSmallIntegerField(_("of which interactive"), default=0)
    programme = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    evidence = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )
    evidence_note = models.TextField(_("what the file shows"), blank=True)
    evidence_at = models.DateTimeField(null=True, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        constraints = [
            *Asked.Meta.constraints,
            models.CheckConstraint(
                condition=(Q(status__in=_HAVE_AN_EVENT) & Q(event__isnull=False))
                | (~Q(status__in=_HAVE_AN_EVENT) & Q(event__isnull=True)),
                name="approved_non_uk_cet_has_its_event",
            ),
            models.CheckConstraint(
                condition=Q(interactive_asked__lte=F("points_asked"), points_asked__gt=0),
                name="asked_interactive_is_part_of_total",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[NonUkStatus.EVIDENCE_SENT, NonUkStatus.CONFIRMED])
                | Q(evidence__isnull=False, evidence_at__isnull=False),
                name="confirmed_non_uk_cet_has_evidence",
            ),
        ]
        indexes = [
            models.Index(fields=["registrant", "-asked_at"], name="non_uk_of"),
            models.Index(fields=["status", "starts_at"], name="non_uk_waiting"),
        ]

    def get_absolute_url(self) -> str:
        """Its page, for whoever asked and for staff."""
        return reverse("sessions_events:non_uk_cet", args=[self.number])
