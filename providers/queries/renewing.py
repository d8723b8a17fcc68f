"""Entries that end: which, when, and how they are renewed."""

from datetime import date, timedelta

from django.db.models import F

from cet_portal.scheme import limits
from providers.enums import FeeKind
from providers.models import Fee, ListingApplication, ProviderListing
from providers.models.listing import OPEN
from providers.queries.fees import fee_due


def renewal_fee(provider_id: int) -> Fee | None:
    """The fee of a renewal that waits for its payment."""
    due = fee_due(provider_id, kind=FeeKind.LISTING)
    is_first = due and ListingApplication.objects.filter(fee=due).exists()
    return None if is_first else due


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


def renewal_opens(entry: ProviderListing) -> date:
    """The first day on which the entry can be renewed."""
    return entry.end - timedelta(days=limits.RENEWAL_DAYS)
