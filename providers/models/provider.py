"""The tenant, its people and its yearly entries on the list."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cet_portal.accounts.roles import PROVIDER_ROLES


class Provider(models.Model):
    """An organisation or person on the GOC's list, allowed to submit and deliver CET."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    email = models.EmailField(_("e-mail address for bookings"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    website = models.URLField(_("web site"), blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)

    def __str__(self):
        return self.name


class ProviderListing(models.Model):
    """One entry on the list, 12 months beginning with `start` (decisions.md 8). Dates inclusive."""

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="listings")
    start = models.DateField()
    end = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lte=F("end")), name="listing_ends_after_start"
            ),
            models.UniqueConstraint(fields=["provider", "start"], name="one_listing_a_start"),
        ]

    def __str__(self):
        return f"{self.provider}: {self.start} to {self.end}"


class ProviderMembership(models.Model):
    """A person's place in one provider, with the roles held there, in order of rank."""

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    roles = ArrayField(
        models.CharField(
            max_length=30, choices=[(role.value, role.label) for role in PROVIDER_ROLES]
        )
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "user"], name="one_membership_a_person"),
            models.CheckConstraint(
                condition=Q(roles__contained_by=[role.value for role in PROVIDER_ROLES])
                & Q(roles__len__gt=0),
                name="only_provider_roles_in_memberships",
            ),
        ]

    def __str__(self):
        return f"{self.user} in {self.provider}"
