"""Entries on the list: granted, suspended, lifted, renewed, reminded of, ended (decisions.md 8)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.scheme import limits
from providers import notifications, permissions, queries, rules, workflow
from providers.enums import FeeKind, ListingStatus
from providers.models import Fee, Provider, ProviderListing
from providers.services.fees import charge


@transaction.atomic
def grant_listing(
    *, provider: Provider, start: date, actor: Actor, at: datetime, suspension: str = ""
) -> ProviderListing:
    """Put the provider on the list for 12 months beginning with `start` (decisions.md 8).

    `suspension`: why the entry is suspended from its beginning, if it is.
    """
    end = rules.last_day_from(start)
    listing = ProviderListing.objects.create(
        provider=provider,
        start=start,
        end=end,
        suspension=suspension,
        **workflow.listing.born(ListingStatus.SUSPENDED if suspension else ListingStatus.LISTED),
    )
    audit.record("provider.grant_listing", provider, actor=actor, at=at, end=end.isoformat())
    return listing


@transaction.atomic
def suspend(*, provider_id: int, reason: str, actor: Actor, at: datetime) -> list[ProviderListing]:
    """The provider cannot submit or schedule until staff lift it; also an entry still to begin.

    Refused without a reason, and for a provider that is not on the list.
    """
    reason = rules.reason_given(reason)
    moved = [
        workflow.listing.move(
            entry, "suspend", actor=actor, at=at, reason=reason, suspension=reason
        )
        for entry in _entries(provider_id, at=at, first=ListingStatus.LISTED)
    ]
    notifications.Suspended(moved[0]).send(at=at, besides=actor.user_id)
    return moved


@transaction.atomic
def lift(*, provider_id: int, reason: str, actor: Actor, at: datetime) -> list[ProviderListing]:
    """End the suspension. Refused without a reason, and where nothing is suspended."""
    reason = rules.reason_given(reason)
    moved = [
        workflow.listing.move(entry, "lift", actor=actor, at=at, reason=reason, suspension="")
        for entry in _entries(provider_id, at=at, first=ListingStatus.SUSPENDED)
    ]
    notifications.Lifted(moved[0], reason).send(at=at, besides=actor.user_id)
    return moved


def _entries(provider_id: int, *, at: datetime, first: str) -> list[ProviderListing]:
    """The entries not over that have this status; if none has, one for the workflow to refuse."""
    queries.lock(provider_id)
    entries = list(queries.open_listings(provider_id).filter(end__gte=london_date(at)))
    if not entries:
        raise Refused(Refusal(_("The provider is not on the list at present.")))
    return [entry for entry in entries if entry.status == first] or entries[:1]


@transaction.atomic
def renew(*, provider_id: int, actor: Actor, at: datetime) -> Fee:
    """Ask for another 12 months: a fee is due, and the next entry follows when it is settled.

    Refused earlier than 60 days before the end, and while a renewal is under way.
    """
    queries.lock(provider_id)
    require(permissions.may_renew(actor, provider_id, at=at))
    return charge(provider_id=provider_id, kind=FeeKind.LISTING, actor=actor, at=at)


@transaction.atomic
def extend_listing(*, fee: Fee, actor: Actor, at: datetime) -> ProviderListing | None:
    """The fee of a renewal is settled: the next entry begins the day after the old one, or on
    the day of settlement if that has ended. A suspension goes on.

    Does nothing for other fees, and for what the clock waived because it fell away.
    """
    if fee.kind != FeeKind.LISTING or actor.is_clock or queries.is_of_an_application(fee):
        return None
    provider = queries.lock(fee.provider_id)
    last = queries.last_listing(fee.provider_id)
    if last is None:
        return None
    listing = grant_listing(
        provider=provider,
        start=rules.renewed_from(last.end, fee.settled_on or london_date(at)),
        suspension=last.suspension,
        actor=actor,
        at=at,
    )
    notifications.Renewed(listing).send(at=at, besides=actor.user_id)
    return listing


@transaction.atomic
def end_listing(*, listing: ProviderListing, actor: Actor, at: datetime) -> ProviderListing:
    """The last day is past (timer 16 of domain.md 4.2). Told unless it was renewed in time."""
    ended = workflow.listing.move(listing, "end", actor=actor, at=at)
    last = queries.last_listing(ended.provider_id)
    if last is None or last.pk == ended.pk:
        notifications.Lapsed(ended, queries.renewal_fee(ended.provider_id)).send(at=at)
    return ended


@transaction.atomic
def remind_of_end(*, listing: ProviderListing, actor: Actor, at: datetime) -> ProviderListing:
    """Tell the provider that its listing ends; each of the three reminders once.

    After an outage only the most pressing one goes out.
    """
    days_left = (listing.end - london_date(at)).days
    stage = rules.reminder_stage(days_left, limits.LISTING_REMINDER_DAYS)
    told = listing.reminded_days
    if stage is None or (told is not None and told <= stage):
        return listing
    listing.reminded_days = stage
    listing.save(update_fields=["reminded_days"])
    audit.record("listing.remind", listing, actor=actor, at=at, days=stage)
    due = queries.renewal_fee(listing.provider_id)
    notifications.Ending(listing, stage, due).send(at=at)
    return listing
