"""Cases of this app, made by its services."""

import re
from datetime import timedelta

from cet_portal.core import clock
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.models import OutboxMessage
from providers import services
from providers.models import ListingApplication, ListingRequest, ProviderListing
from tests import builders

TYPED = {
    "organisation": "Fernside Eye Training",
    "town": "York",
    "phone": "01904 960 111",
    "website": "https://fernside.example.org",
    "booking_email": "bookings@fernside.example.org",
    "name": "Wren Halliday",
    "email": "wren.halliday@example.org",
    "plans": "Four evening workshops a year for optometrists.",
}


def asked(at=None, **changed) -> ListingRequest:
    """The public form, sent."""
    return services.request_listing(
        **{**TYPED, **changed}, actor=Actor(name="Wren Halliday"), at=at or clock.now()
    )


def applied(at=None, **changed) -> ListingApplication:
    """The same, confirmed."""
    at = at or clock.now()
    return services.confirm_listing_request(request=asked(at=at, **changed), actor=CLOCK, at=at)


def paid(fee, at=None, actor=None):
    """The fee's payment, recorded by staff on the day itself."""
    at = at or clock.now()
    return services.record_payment(
        fee=fee,
        paid_on=clock.london_date(at),
        reference="BACS 4471",
        actor=actor or builders.actor_of(builders.staff(at=at)),
        at=at,
    )


def listed_until(days: int, *roles: str, at=None):
    """A provider whose listing ends in so many days (negative: has ended), and one of its
    people for each role."""
    at = at or clock.now()
    provider, *people = builders.provider_with(*roles, listed=False, at=at)
    end = clock.london_date(at) + timedelta(days=days)
    entry = services.grant_listing(
        provider=provider,
        start=end.replace(year=end.year - 1) + timedelta(days=1),
        actor=CLOCK,
        at=at - timedelta(days=400),
    )
    assert entry.end == end
    return provider, *people


def entries(provider):
    """Start, end and status of each entry, the earliest first."""
    found = ProviderListing.objects.filter(provider=provider).order_by("start")
    return [(entry.start, entry.end, entry.status) for entry in found]


def told(kind: str) -> list[str]:
    """Who got a message of this kind, in order."""
    messages = OutboxMessage.objects.filter(kind=kind).order_by("pk")
    return list(messages.values_list("to", flat=True))


def link_in(kind: str) -> str:
    """The path of the link in the last message of this kind."""
    body = OutboxMessage.objects.filter(kind=kind).latest("pk").body
    return re.search(r"https?://[^/\s]+(/\S+)", body)[1]
