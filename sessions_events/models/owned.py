"""Rows that belong to a provider."""

from django.db import models

from cet_portal.accounts.roles import PROVIDER_ROLES, Permission
from cet_portal.core.actor import Actor


class OwnedQuerySet(models.QuerySet):
    """Rows that belong to a provider: it sees its own, GOC staff see all."""

    owner = "provider_id"

    def visible_to(self, actor: Actor):
        if not actor.may(Permission.EVENT_READ):
            return self.none()
        if actor.tenant_id is not None or actor.role in PROVIDER_ROLES:
            return self.filter(**{self.owner: actor.tenant_id})
        return self.all()


class AboutEventQuerySet(OwnedQuerySet):
    owner = "event__provider_id"
