"""Points of before the scheme that the registrar granted (CET Rules 2005, rule 14)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.scheme.enums import Specialty
from registrants.models.people import Registrant


class VoluntaryGrantQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """A registrant sees their own, staff who keep the register all."""
        if actor.person_id is not None:
            return self.filter(registrant=actor.person_id)
        by_staff = actor.tenant_id is None and actor.may(Permission.REGISTER_KEEP)
        return self.all() if by_staff else self.none()

    def in_force(self):
        return self.filter(replaced_at__isnull=True)


class VoluntaryGrant(models.Model):
    """What somebody was granted for voluntary CET up to 30 June 2005, as recorded by staff.

    `specialist`: specialty and points, in the order in which they are used up. A correction is a
    new row, and `replaced_at` of the old one is set: no row is deleted or says something else.
    """

    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="granted")
    granted_by = models.CharField(max_length=200)
    granted_on = models.DateField()
    general = models.PositiveSmallIntegerField(default=0)
    specialist = models.JSONField(default=list)
    reason = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    objects = VoluntaryGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registrant"],
                condition=Q(replaced_at__isnull=True),
                name="one_grant_in_force_a_person",
            )
        ]

    def __str__(self):
        return f"{self.granted_by} {self.granted_on}"

    @property
    def specialist_words(self) -> list[str]:
        """Each specialty with its points, in order."""
        return [f"{Specialty(name).label}: {points}" for name, points in self.specialist]
