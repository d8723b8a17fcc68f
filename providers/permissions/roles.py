"""Of the GOC, of the provider, or neither: what all permissions ask first."""

from datetime import datetime

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from providers import queries
from providers.models import ProviderListing


def of_staff(actor: Actor) -> Refusal | None:
    """Somebody of the GOC who looks after the list and its fees."""
    if not actor.may(Permission.LISTING_SETTLE):
        return Refusal(_("Only GOC staff decide who is on the list."))
    return None


def of_the_provider(actor: Actor, provider_id: int, permission: str) -> Refusal | None:
    """Somebody of this provider whose role carries the permission."""
    if actor.tenant_id != provider_id:
        return Refusal(_("Only the provider itself can do that."))
    if not actor.may(permission):
        return not_your_role(provider_id)
    return None


def not_your_role(provider_id: int) -> Refusal:
    """A colleague has to do it: who can."""
    names = get_text_list(queries.names_to_ask(provider_id), _("or")) or _("GOC staff")
    return Refusal(
        _("Your role in the provider does not allow this. Ask %(names)s.") % {"names": names}
    )


def only_the_clock(actor: Actor, entry: ProviderListing, *, at: datetime) -> Refusal | None:
    """The portal itself, the day after the last day."""
    if not actor.is_clock:
        return Refusal(_("Only the portal itself does this, when a listing ends."))
    if london_date(at) <= entry.end:
        return Refusal(_("The listing has not ended yet."))
    return None
