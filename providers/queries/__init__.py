"""Reads about providers."""

from providers.queries.applying import (
    applications_of,
    applications_open,
    applications_to_decide,
    applications_visible_to,
    is_of_an_application,
    request_behind,
    requests_expired,
)
from providers.queries.fees import (
    fee_due,
    fees_about,
    fees_due,
    fees_due_about,
    fees_matching,
    fees_visible_to,
)
from providers.queries.invitations import (
    invitations_of,
    invited,
    is_invited,
    is_member,
    open_invitations_by,
)
from providers.queries.listing import (
    ListingState,
    changes_of,
    last_listing,
    listing_in_force,
    listing_state,
    listings_of,
    open_listings,
    timeline_of,
)
from providers.queries.members import belongs_to, contexts_of, membership_of, people_of
from providers.queries.providers import is_name_taken, is_own, lock, provider
from providers.queries.recipients import (
    administrators,
    deliverers,
    member_who_may,
    names_to_ask,
    principal_contacts,
    responsible,
)
from providers.queries.renewing import (
    listings_ending,
    listings_over,
    listings_to_remind,
    renewal_fee,
    renewal_opens,
)
from providers.queries.standing import providers_matching, providers_with_standing

__all__ = [
    "ListingState",
    "administrators",
    "applications_of",
    "applications_open",
    "applications_to_decide",
    "applications_visible_to",
    "belongs_to",
    "changes_of",
    "contexts_of",
    "deliverers",
    "fee_due",
    "fees_about",
    "fees_due_about",
    "fees_due",
    "fees_matching",
    "fees_visible_to",
    "invitations_of",
    "invited",
    "is_invited",
    "is_member",
    "is_name_taken",
    "is_of_an_application",
    "is_own",
    "last_listing",
    "listing_in_force",
    "listing_state",
    "listings_ending",
    "listings_of",
    "listings_over",
    "listings_to_remind",
    "lock",
    "member_who_may",
    "membership_of",
    "names_to_ask",
    "open_invitations_by",
    "open_listings",
    "people_of",
    "principal_contacts",
    "provider",
    "providers_matching",
    "providers_with_standing",
    "renewal_fee",
    "renewal_opens",
    "request_behind",
    "requests_expired",
    "responsible",
    "timeline_of",
]
