"""Applications to be listed, and what stands behind them."""

from datetime import date

from cet_portal.core.actor import Actor
from providers.enums import FeeStatus, ListingApplicationStatus
from providers.models import Fee, ListingApplication, ListingRequest


def is_of_an_application(fee: Fee) -> bool:
    """Was this fee charged for an application to be listed, and not for a renewal?"""
    return ListingApplication.objects.filter(fee=fee).exists()


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


def applications_of(provider_id: int):
    """Every application of a provider to be listed."""
    return ListingApplication.objects.filter(provider_id=provider_id)
