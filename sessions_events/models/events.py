"""Events: one CET in one session."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from approvals.models import CetApplication
from cet_portal.core.models import WithDeadline, WithMaker
from providers.models import Provider
from sessions_events.enums import EventStatus
from sessions_events.models.owned import OwnedQuerySet
from sessions_events.models.sessions import Session

S = EventStatus


class EventQuerySet(OwnedQuerySet):
    def owing(self):
        """Not yet declared and uploaded, by the provider's doing."""
        return self.filter(status__in=Event.OPEN_STATUSES)

    def overdue(self, today):
        """The 10 working days are past: a question asked of stored dates (decisions.md 24)."""
        return self.owing().filter(due_on__lt=today)


class Event(WithMaker, WithDeadline):
    """One CET in one session: what is declared, uploaded and overdue (an EV-number).

    `due_on`: the earliest open `Duty`, which `services.owing.duties` keeps here for lists.
    `version` counts changes, so that the second of two editors is told.
    """

    OPEN_STATUSES = frozenset({S.PLANNED, S.DECLARED})
    SHOWN_WHEN_MOVED = (*WithDeadline.SHOWN_WHEN_MOVED, "ev_number")

    ev_number = models.CharField(_("EV-number"), max_length=12, unique=True)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="events")
    session = models.ForeignKey(Session, models.PROTECT, related_name="events")
    application = models.ForeignKey(CetApplication, models.PROTECT, related_name="events")
    status = models.CharField(max_length=20, choices=EventStatus.choices)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    price = models.CharField(_("price"), max_length=100, blank=True)
    booking_link = models.URLField(_("booking link"), max_length=500, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    open_to_all = models.BooleanField(_("open to all"), default=True)
    version = models.PositiveIntegerField(default=1)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            *WithDeadline.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="event_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "status", "due_on"]),
            models.Index(fields=["ends_at"]),
        ]

    def __str__(self):
        return f"{self.ev_number} {self.application.title}"

    @property
    def reference(self) -> str:
        return self.ev_number

    @property
    def due_kind(self) -> str:
        return str(_("declarations and uploads"))

    def is_open_distance_learning(self, at: datetime) -> bool:
        """Distance learning that has not closed: there will be more to upload."""
        return self.is_distance_learning and self.ends_at > at

    @property
    def due_words(self) -> str:
        """What its due date asks for: stands before the date."""
        if self.is_distance_learning:
            if self.status == S.PLANNED:
                return gettext("Declare, and upload or make a nil return, by")
            return gettext("Upload or make a nil return by")
        if self.status == S.PLANNED:
            return gettext("Declare and upload by")
        return gettext("Upload by")

    @property
    def is_distance_learning(self) -> bool:
        modality = self.application.modality
        return modality is not None and modality.distance
