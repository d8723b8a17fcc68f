"""What a provider may do, and who may do what with its people, its listing and its fees."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission, permissions_of
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from providers import events, queries
from providers.enums import FeeStatus, Standing
from providers.models import Fee, Invitation, ListingApplication, ProviderListing


def may_submit_and_schedule(provider_id: int, *, at: datetime) -> Refusal | None:
    """Only a listed provider may submit or schedule (decisions.md 8). Says why it may not.

    What was delivered must still be declared and uploaded; that does not ask here. The GOC's own
    is on no list.
    """
    today = london_date(at)
    if queries.listing_in_force(provider_id, today) or queries.is_own(provider_id):
        return None
    why = why_not_listed(queries.listing_state(provider_id, today))
    besides = _("You can still declare and upload CET that was delivered.")
    return Refusal(f"{why} {besides}") if why else None


def may_submit(provider_id: int, *, at: datetime) -> Refusal | None:
    """Only a listed provider that is not held for what it owes (decisions.md 8 and 24).

    Drafts, answers, scheduling and all that is late do not ask here.
    """
    refusal = may_submit_and_schedule(provider_id, at=at)
    if refusal is None and queries.is_own(provider_id):
        return None  # one registrant who is late holds nobody else
    return refusal or events.what_holds(provider_id, london_date(at))


def why_not_listed(state: queries.ListingState) -> Refusal | None:
    """How it came that a provider cannot submit or schedule; None for one that is listed."""
    if state.is_listed:
        return None
    if state.standing == Standing.SUSPENDED and state.entry:
        return Refusal(
            _(
                "Your listing is suspended, so your provider cannot submit or schedule CET until "
                "GOC staff lift this. Their reason: %(reason)s"
            )
            % {"reason": _as_sentence(state.entry.suspension)}
        )
    if state.standing == Standing.LAPSED and state.entry:
        return Refusal(
            _(
                "Your listing ended on %(day)s. Your provider is not on the list at present, so it "
                "cannot submit or schedule CET until the listing is renewed under “Listing and "
                "fees”."
            )
            % {"day": date_format(state.entry.end, "j F Y")}
        )
    return Refusal(
        _(
            "Your provider is not on the list yet, so it cannot submit or schedule CET until GOC "
            "staff have granted its application to be listed."
        )
    )


def _as_sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def may_settle_fee(actor: Actor, fee: Fee, *, at: datetime) -> Refusal | None:
    """GOC staff record payments, waive and refund (decisions.md 9)."""
    if not actor.may(Permission.FEE_SETTLE):
        return Refusal(_("Only GOC staff settle fees."))
    return None


def may_waive_fee(actor: Actor, fee: Fee, *, at: datetime) -> Refusal | None:
    """GOC staff, or the clock for what fell away before it was paid."""
    return None if actor.is_clock else may_settle_fee(actor, fee, at=at)


def _of_staff(actor: Actor) -> Refusal | None:
    if not actor.may(Permission.LISTING_SETTLE):
        return Refusal(_("Only GOC staff decide who is on the list."))
    return None


def _of_the_provider(actor: Actor, provider_id: int, permission: str) -> Refusal | None:
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


def may_grant(actor: Actor, application: ListingApplication, *, at: datetime) -> Refusal | None:
    """GOC staff, once the fee is paid or waived."""
    fee = application.fee
    if refusal := _of_staff(actor):
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
    return _of_staff(actor)


def may_withdraw_application(
    actor: Actor, application: ListingApplication, *, at: datetime
) -> Refusal | None:
    """Those who answer for the provider, before a decision."""
    return _of_the_provider(actor, application.provider_id, Permission.LISTING_MANAGE)


def may_suspend(actor: Actor, entry: ProviderListing, *, at: datetime) -> Refusal | None:
    """GOC staff; lifting as well."""
    return _of_staff(actor)


def only_the_clock(actor: Actor, entry: ProviderListing, *, at: datetime) -> Refusal | None:
    """The portal itself, the day after the last day."""
    if not actor.is_clock:
        return Refusal(_("Only the portal itself does this, when a listing ends."))
    if london_date(at) <= entry.end:
        return Refusal(_("The listing has not ended yet."))
    return None


def may_apply(actor: Actor, provider_id: int, *, at: datetime) -> Refusal | None:
    """Those who answer for a provider that was never listed and has no open application."""
    if refusal := _of_the_provider(actor, provider_id, Permission.LISTING_MANAGE):
        return refusal
    state = queries.listing_state(provider_id, london_date(at))
    if state.entry or state.following:
        return Refusal(_("Your provider is on the list or was; its listing can be renewed."))
    if state.has_applied:
        return Refusal(_("Your provider has applied to be listed already."))
    return None


def may_renew(actor: Actor, provider_id: int, *, at: datetime) -> Refusal | None:
    """Those who answer for the provider, from 60 days before the end, once (decisions.md 8)."""
    if refusal := _of_the_provider(actor, provider_id, Permission.LISTING_MANAGE):
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
    return _of_the_provider(actor, provider_id, Permission.LISTING_MANAGE)


def may_manage_people(actor: Actor, provider_id: int, *, at: datetime) -> Refusal | None:
    """System administrators and principal contacts, as long as they belong to the provider.

    Asked of the database: somebody else may have taken the role away a moment ago.
    """
    if refusal := _of_the_provider(actor, provider_id, Permission.PEOPLE_MANAGE):
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
