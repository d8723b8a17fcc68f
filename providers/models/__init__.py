"""The tenant, its people, its entries on the list and what it pays."""

from providers.models.fees import Fee
from providers.models.listing import ListingApplication, ListingRequest, ProviderListing
from providers.models.people import Invitation
from providers.models.provider import Provider, ProviderMembership

__all__ = [
    "Fee",
    "Invitation",
    "ListingApplication",
    "ListingRequest",
    "Provider",
    "ProviderListing",
    "ProviderMembership",
]
