"""The tenant, its people, its entries on the list and what it pays."""

from providers.models.fees import Fee
from providers.models.provider import Provider, ProviderListing, ProviderMembership

__all__ = ["Fee", "Provider", "ProviderListing", "ProviderMembership"]
