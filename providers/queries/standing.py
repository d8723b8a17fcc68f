"""Every provider with its standing, for staff."""

from datetime import date

from django.db.models import Case, CharField, Exists, Max, OuterRef, Q, Value, When

from providers.enums import ListingApplicationStatus, ListingStatus
from providers.models import ListingApplication, Provider, ProviderListing


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
