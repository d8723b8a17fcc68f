"""Writes: providers, their people, the list and the fees."""

from providers.services.applying import (
    apply_for_listing,
    grant_application,
    refuse_application,
    withdraw_application,
)
from providers.services.fees import charge, record_payment, refund, waive
from providers.services.listing import (
    end_listing,
    extend_listing,
    grant_listing,
    lift,
    remind_of_end,
    renew,
    suspend,
)
from providers.services.opening import add_member, open_provider, own_provider, update_details
from providers.services.people import (
    accept_invitation,
    change_roles,
    invite,
    join_with_new_account,
    remove_member,
    send_invitation_again,
    withdraw_invitation,
)
from providers.services.requesting import confirm_listing_request, forget_requests, request_listing

__all__ = [
    "accept_invitation",
    "add_member",
    "apply_for_listing",
    "change_roles",
    "charge",
    "confirm_listing_request",
    "end_listing",
    "extend_listing",
    "forget_requests",
    "grant_application",
    "grant_listing",
    "invite",
    "join_with_new_account",
    "lift",
    "open_provider",
    "own_provider",
    "record_payment",
    "refund",
    "refuse_application",
    "remind_of_end",
    "remove_member",
    "renew",
    "request_listing",
    "send_invitation_again",
    "suspend",
    "update_details",
    "waive",
    "withdraw_application",
    "withdraw_invitation",
]
