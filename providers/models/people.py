"""Invitations to join a provider."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cet_portal.accounts.roles import PROVIDER_ROLES, Permission, Role
from cet_portal.core.actor import Actor
from providers.enums import InvitationStatus
from providers.models.provider import Provider


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those who look after the provider's people see its invitations."""
        if not actor.may(Permission.PEOPLE_MANAGE):
            return self.none()
        return self.filter(provider_id=actor.tenant_id)


class Invitation(models.Model):
    """Somebody is asked to join, with these roles. `sent`: how often it was mailed; only the
    link of the last mail works."""

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    roles = ArrayField(models.CharField(max_length=30))
    status = models.CharField(max_length=10, choices=InvitationStatus.choices)
    sent = models.PositiveSmallIntegerField(default=1)
    sent_at = models.DateTimeField()
    expires_on = models.DateField()
    invited_by_id = models.BigIntegerField(null=True)
    invited_by = models.CharField(max_length=200)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "provider",
                Lower("email"),
                condition=Q(status="SENT"),
                name="one_open_invitation_an_address",
            ),
            models.CheckConstraint(
                condition=Q(roles__contained_by=[role.value for role in PROVIDER_ROLES])
                & Q(roles__len__gt=0),
                name="only_provider_roles_in_invitations",
            ),
        ]

    def __str__(self):
        return f"{self.email} to {self.provider}"

    @property
    def reference(self) -> str:
        """What people call it: who is invited."""
        return self.email[:60]

    @property
    def role_names(self) -> list[str]:
        """The roles offered, in words."""
        return [str(Role(role).label) for role in self.roles]
