"""Whoever acts for the provider."""

from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal
from providers import permissions as provider_permissions


def of_the_provider(actor: Actor, provider_id: int, permission: str) -> Refusal | None:
    """Somebody of this provider whose role carries the permission."""
    if actor.tenant_id != provider_id:
        return Refusal(_("Only the provider whose event this is can do that."))
    if not actor.may(permission):
        return provider_permissions.not_your_role(provider_id)
    return None
