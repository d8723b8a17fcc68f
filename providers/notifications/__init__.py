"""What is told to the people of a provider. Texts: templates/emails/."""

from providers.notifications.applying import ConfirmListing, ListingApplied, ListingTakenBack
from providers.notifications.ending import Ending, Lapsed
from providers.notifications.fees import FeeChanged, FeeCharged
from providers.notifications.listings import Lifted, ListingDecided, Renewed, Suspended
from providers.notifications.people import Invited, Joined, Removed, RolesChanged

__all__ = [
    "ConfirmListing",
    "Ending",
    "FeeChanged",
    "FeeCharged",
    "Invited",
    "Joined",
    "Lapsed",
    "Lifted",
    "ListingApplied",
    "ListingDecided",
    "ListingTakenBack",
    "Removed",
    "Renewed",
    "RolesChanged",
    "Suspended",
]
