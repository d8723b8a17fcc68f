"""Writes: providers, their people, listings and fees."""

from providers.services.fees import charge, record_payment, refund, waive
from providers.services.opening import add_member, grant_listing, open_provider

__all__ = [
    "add_member",
    "charge",
    "grant_listing",
    "open_provider",
    "record_payment",
    "refund",
    "waive",
]
