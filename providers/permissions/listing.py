"""Who may grant, refuse, suspend, apply for and renew an entry on the list."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from providers import queries
from providers.enums import FeeStatus
from providers.models import ListingApplication, ProviderListing
from providers.permissions.roles import of_staff, of_the_provider


def may_grant(actor: Actor, application: ListingApplication, *, at: datetime) -> Refusal | None:
    """GOC staff, once the fee is paid or waived."""
    fee = application.fee
    if refusal := of_staff(actor):
        return refusal
    if fee.status not in (FeeStatus.PAID, FeeStatus.WAIVED):
        return Refusal(
            _(
                "Invoice %(number)s is “%(status)s”. Record its payment or waive it before you "
                "grant the listing."
            )
            % {"number": fee.invoice_number, "status": fee.get_status_display()}
        )
    return None


def may_refuse(actor: Actor, application: ListingApplication, *, at: datetime) -> Refusal | None:
    """GOC staff."""
    return of_staff(actor)


def may_withdraw_application(
    actor: Actor, application: ListingApplication, *, at: datetime
) -> Refusal | None:
    """Those who answer for the provider, before a decision."""
    return of_the_provider(actor, application.provider_id, Permission.LISTING_MANAGE)


def may_suspend(actor: Actor, entry: ProviderListing, *, at: datetime) -> Refusal | None:
    """GOC staff; lifting as well."""
    return of_staff(actor)


def may_apply(actor: Actor, provider_id: int, *, at: datetime) -> Refusal | None:
    """Those who answer for a provider that was never listed and has no open application."""
    if refusal := of_the_provider(actor, provider_id, Permission.LISTING_MANAGE):
        return refusal
    state = queries.listing_state(provider_id, london_date(at))
    if state.entry or state.following:
        return Refusal(_("Your provider is on the list or was; its listing can be renewed."))
    if state.has_applied:
        return Refusal(_("Your provider has applied to be listed already."))
    return None


def may_renew(actor: Actor, provider_id: int, *, at: datetime) -> Refusal | None:
    """Those who answer for the provider, from 60 days before the end, once (decisions.md 8)."""
    if refusal := of_the_provider(actor, provider_id, Permission.LISTING_MANAGE):
        return refusal
    last = queries.last_listing(provider_id)
    if last is None:
        return Refusal(_("Your provider was never on the list, so there is nothing to renew."))
    opens = queries.renewal_opens(last)
    if london_date(at) < opens:
        return Refusal(
            _("The listing runs until %(end)s. It can be renewed from %(opens)s.")
            % {"end": date_format(last.end, "j F Y"), "opens": date_format(opens, "j F Y")}
        )
    due = queries.renewal_fee(provider_id)
    if due:
        return Refusal(
            _("The renewal is under way: invoice %(number)s waits for its payment.")
            % {"number": due.invoice_number}
        )
    return None


def may_edit_details(actor: Actor, provider_id: int, *, at: datetime) -> Refusal | None:
    """Those who answer for the provider."""
    return of_the_provider(actor, provider_id, Permission.LISTING_MANAGE)
