"""Where and when: sessions."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cet_portal.core.models import WithMaker
from providers.models import Provider
from sessions_events.enums import Region
from sessions_events.models.owned import OwnedQuerySet


class Session(WithMaker):
    """A location and a period of time that holds one CET or several. Dates inclusive.

    `latitude` and `longitude` in degrees, north and east positive: for the search by distance.
    `version` counts changes, so that the second of two editors is told.
    """

    s_number = models.CharField(_("S-number"), max_length=12, unique=True)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="sessions")
    name = models.CharField(_("name"), max_length=200)
    online = models.BooleanField(_("online"), default=False)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    address = models.TextField(_("address"), blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    region = models.CharField(_("region"), max_length=20, choices=Region.choices, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    version = models.PositiveIntegerField(default=1)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lte=F("end")), name="session_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="session_lies_on_the_earth",
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "start"]),
            # The box of degrees around a place that somebody searches from.
            models.Index(fields=["latitude", "longitude"], name="session_position"),
        ]

    def __str__(self):
        return f"{self.s_number} {self.name}"

    @property
    def reference(self) -> str:
        return self.s_number
