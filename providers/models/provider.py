"""The tenant and its people."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cet_portal.accounts.roles import PROVIDER_ROLES, Permission, Role
from cet_portal.core.actor import Actor
from providers.enums import OwnKind


class Provider(models.Model):
    """An organisation or person on the GOC's list, allowed to submit and deliver CET.

    `own`: the GOC's own, for CET that registrants ask it for (domain.md 2, tenant rule 6).
    """

    name = models.CharField(_("name"), max_length=200, unique=True)
    email = models.EmailField(_("e-mail address for bookings"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    website = models.URLField(_("web site"), blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    # Empty for a provider on the list. The GOC's own is on none, pays nothing and owes nothing.
    own = models.CharField(max_length=12, choices=OwnKind.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("name"), name="one_provider_a_name"),
            models.UniqueConstraint(
                fields=["own"], condition=~Q(own=""), name="one_own_provider_a_kind"
            ),
        ]

    def __str__(self):
        return self.name


class MembershipQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """A provider sees its own people, GOC staff everybody's."""
        if not actor.may(Permission.PEOPLE_READ):
            return self.none()
        if actor.role in PROVIDER_ROLES:
            return self.filter(provider_id=actor.tenant_id)
        return self


class ProviderMembership(models.Model):
    """A person's place in one provider, with the roles held there, in order of rank."""

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    roles = ArrayField(
        models.CharField(
            max_length=30, choices=[(role.value, role.label) for role in PROVIDER_ROLES]
        )
    )

    objects = MembershipQuerySet.as_manager()

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

    @property
    def role_names(self) -> list[str]:
        """The roles held here in words, in order of rank."""
        return [str(Role(role).label) for role in self.roles]
