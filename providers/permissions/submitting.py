"""May the provider submit and schedule, and if not how that came."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from providers import events, queries
from providers.enums import Standing


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
