"""Entries on the list: how a provider stands, what is due, who has applied."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, CharField, Exists, F, Max, OuterRef, Q, Value, When

from cet_portal.core.actor import Actor
from cet_portal.core.models import StatusChange
from cet_portal.scheme import limits
from providers.enums import FeeKind, FeeStatus, ListingApplicationStatus, ListingStatus, Standing
from providers.models import (
    Fee,
    ListingApplication,
    ListingRequest,
    Provider,
    ProviderListing,
)
from providers.models.listing import OPEN
from providers.queries.fees import fee_due


@dataclass(frozen=True, slots=True)
class ListingState:
    """How a provider stands on a day.

    `entry`: the entry of that day, else the last one before it. `following`: the entry that
    begins later. `application`: the latest one to be listed.
    """

    standing: Standing
    entry: ProviderListing | None = None
    following: ProviderListing | None = None
    application: ListingApplication | None = None

    @property
    def is_listed(self) -> bool:
        return self.standing == Standing.LISTED

    @property
    def has_applied(self) -> bool:
        """Does an application wait for its fee or for staff?"""
        open_status = ListingApplicationStatus.APPLIED
        return self.application is not None and self.application.status == open_status


def listing_in_force(provider_id: int, on: date) -> bool:
    """Is the provider on the list on this day, and not suspended?"""
    return ProviderListing.objects.filter(
        provider_id=provider_id, start__lte=on, end__gte=on, status=ListingStatus.LISTED
    ).exists()


def listing_state(provider_id: int, on: date) -> ListingState:
    """How the provider stands on this day, in two queries."""
    entries = list(ProviderListing.objects.filter(provider_id=provider_id).order_by("start", "pk"))
    applications = ListingApplication.objects.filter(provider_id=provider_id)
    application = applications.select_related("fee", "provider").order_by("pk").last()
    following = next((entry for entry in entries if entry.start > on), None)
    current = [entry for entry in entries if entry.start <= on <= entry.end]
    past = [entry for entry in entries if entry.end < on]
    for status, standing in (
        (ListingStatus.SUSPENDED, Standing.SUSPENDED),
        (ListingStatus.LISTED, Standing.LISTED),
    ):
        found = [entry for entry in current if entry.status == status]
        if found:
            return ListingState(standing, found[-1], following, application)
    if past or current:
        return ListingState(Standing.LAPSED, (current or past)[-1], following, application)
    applied = application is not None and application.status == ListingApplicationStatus.APPLIED
    standing = Standing.APPLIED if applied else Standing.NOT_LISTED
    return ListingState(standing, None, following, application)


def last_listing(provider_id: int) -> ProviderListing | None:
    """The provider's latest entry on the list."""
    return ProviderListing.objects.filter(provider_id=provider_id).order_by("end", "pk").last()


def open_listings(provider_id: int):
    """The entries that have not ended, also one that begins later."""
    return ProviderListing.objects.filter(provider_id=provider_id, status__in=OPEN)


def listings_of(actor: Actor, provider_id: int):
    """The history of a provider on the list, the latest entry first."""
    entries = ProviderListing.objects.visible_to(actor).filter(provider_id=provider_id)
    return entries.select_related("provider").order_by("-start", "-pk")


def renewal_fee(provider_id: int) -> Fee | None:
    """The fee of a renewal that waits for its payment."""
    due = fee_due(provider_id, kind=FeeKind.LISTING)
    is_first = due and ListingApplication.objects.filter(fee=due).exists()
    return None if is_first else due


def is_of_an_application(fee: Fee) -> bool:
    """Was this fee charged for an application to be listed, and not for a renewal?"""
    return ListingApplication.objects.filter(fee=fee).exists()


def listings_over(today: date):
    """Open entries whose last day is past; `due_on` is that day."""
    return ProviderListing.objects.over(today).annotate(due_on=F("end"))


def listings_to_remind(today: date):
    """Entries of which the provider has to be reminded now; `due_on` is their last day."""
    return ProviderListing.objects.to_remind(today).annotate(due_on=F("end"))


def listings_ending(today: date):
    """Open entries that end from today on, the next first."""
    entries = ProviderListing.objects.filter(status__in=OPEN, end__gte=today)
    return entries.not_renewed().select_related("provider").order_by("end", "pk")


def request_behind(key: int) -> ListingRequest | None:
    """The unconfirmed application behind a link."""
    return ListingRequest.objects.filter(pk=key).first()


def requests_expired(today: date):
    """What nobody confirmed in time."""
    return ListingRequest.objects.filter(expires_on__lt=today)


def applications_visible_to(actor: Actor):
    """Applications to be listed, the oldest first."""
    seen = ListingApplication.objects.visible_to(actor).select_related("provider", "fee")
    return seen.order_by("applied_at", "pk")


def applications_open(actor: Actor):
    """Those that wait for their payment or for staff."""
    return applications_visible_to(actor).filter(status=ListingApplicationStatus.APPLIED)


def applications_to_decide(actor: Actor):
    """Those whose fee is settled: staff grant or refuse them."""
    return applications_open(actor).exclude(fee__status=FeeStatus.DUE)


def providers_with_standing(on: date):
    """Every provider with `standing` and `listed_until`, by name; for staff. Not the GOC's own."""
    entries = ProviderListing.objects.filter(provider=OuterRef("pk"))
    today = entries.filter(start__lte=on, end__gte=on)
    applied = ListingApplication.objects.filter(
        provider=OuterRef("pk"), status=ListingApplicationStatus.APPLIED
    )
    standing = Case(
        When(Exists(today.filter(status=ListingStatus.SUSPENDED)), then=Value("SUSPENDED")),
        When(Exists(today.filter(status=ListingStatus.LISTED)), then=Value("LISTED")),
        When(Exists(entries.filter(start__lte=on)), then=Value("LAPSED")),
        When(Exists(applied), then=Value("APPLIED")),
        default=Value("NOT_LISTED"),
        output_field=CharField(),
    )
    found = Provider.objects.filter(own="").annotate(
        standing=standing, listed_until=Max("listings__end")
    )
    return found.order_by("name", "pk")


def providers_matching(rows, *, text: str = "", standing: str = ""):
    """Those whose name or town holds `text` and who stand like this; empty: any."""
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(town__icontains=text))
    return rows.filter(standing=standing) if standing else rows


def renewal_opens(entry: ProviderListing) -> date:
    """The first day on which the entry can be renewed."""
    return entry.end - timedelta(days=limits.RENEWAL_DAYS)


def changes_of(case) -> int:
    """How often the status of this entry or application has changed."""
    label = case._meta.label
    return StatusChange.objects.filter(case_type=label, case_id=case.pk).count()


def applications_of(provider_id: int):
    """Every application of a provider to be listed."""
    return ListingApplication.objects.filter(provider_id=provider_id)


def timeline_of(provider_id: int):
    """What happened to a provider's entries and applications, the newest first."""
    entries = ProviderListing.objects.filter(provider_id=provider_id)
    applications = ListingApplication.objects.filter(provider_id=provider_id)
    return StatusChange.objects.filter(
        Q(case_type=ProviderListing._meta.label, case_id__in=entries.values("pk"))
        | Q(case_type=ListingApplication._meta.label, case_id__in=applications.values("pk"))
    ).order_by("-at", "-pk")
