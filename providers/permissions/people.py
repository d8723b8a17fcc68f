"""Who may look after a provider's people, and who may join them."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission, permissions_of
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from providers import queries
from providers.models import Invitation
from providers.permissions.roles import of_the_provider


def may_manage_people(actor: Actor, provider_id: int, *, at: datetime) -> Refusal | None:
    """System administrators and principal contacts, as long as they belong to the provider.

    Asked of the database: somebody else may have taken the role away a moment ago.
    """
    if refusal := of_the_provider(actor, provider_id, Permission.PEOPLE_MANAGE):
        return refusal
    place = queries.membership_of(actor.user_id, provider_id)
    if place is None or Permission.PEOPLE_MANAGE not in permissions_of(*place.roles):
        return Refusal(_("You no longer look after the people of this provider."))
    return None


def may_withdraw_invitation(
    actor: Actor, invitation: Invitation, *, at: datetime
) -> Refusal | None:
    """Those who look after the provider's people."""
    return may_manage_people(actor, invitation.provider_id, at=at)


def may_accept_invitation(actor: Actor, invitation: Invitation, *, at: datetime) -> Refusal | None:
    """Whoever has the link, up to its last day; the service asks for the address."""
    if london_date(at) > invitation.expires_on:
        return Refusal(
            _("The invitation was good until %(day)s. Ask %(name)s to send it again.")
            % {
                "day": date_format(invitation.expires_on, "j F Y"),
                "name": invitation.invited_by or invitation.provider.name,
            }
        )
    return None


def may_use_link(invitation: Invitation, number: int) -> Refusal | None:
    """Only the link of the last mail works."""
    if invitation.sent == number:
        return None
    return Refusal(_("This link is out of date: the invitation was sent again. Use the new mail."))
