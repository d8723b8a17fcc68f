"""Kinds and statuses of what a provider applies for, holds, pays, and whom it invites."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FeeKind(TextChoices):
    """What is paid for (decisions.md 8, 9, 11)."""

    LISTING = "LISTING", _("Listing for 12 months")
    FAST_TRACK = "FAST_TRACK", _("Fast track")


class OwnKind(TextChoices):
    """What runs under a provider of the GOC's own: CET that registrants ask for."""

    PEER_REVIEW = "PEER_REVIEW", _("Peer review led by registrants")
    NON_UK = "NON_UK", _("CET outside the UK")


class FeeStatus(TextChoices):
    DUE = "DUE", _("Due")  # the provider pays
    PAID = "PAID", _("Paid")
    WAIVED = "WAIVED", _("Waived")
    REFUNDED = "REFUNDED", _("Refunded")


class ListingStatus(TextChoices):
    """Of one entry on the list. Whether it is in force is asked of its dates as well."""

    LISTED = "LISTED", _("Listed")
    SUSPENDED = "SUSPENDED", _("Suspended")  # by staff, until they lift it
    ENDED = "ENDED", _("Ended")  # by the clock


class ListingApplicationStatus(TextChoices):
    APPLIED = "APPLIED", _("Applied")  # waits for the payment, then for staff
    GRANTED = "GRANTED", _("Granted")
    REFUSED = "REFUSED", _("Refused")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


class InvitationStatus(TextChoices):
    """That its time is over is asked of its date."""

    SENT = "SENT", _("Sent")
    ACCEPTED = "ACCEPTED", _("Accepted")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


class Standing(TextChoices):
    """How a provider stands on a day: what its entries on the list come to."""

    LISTED = "LISTED", _("Listed")
    SUSPENDED = "SUSPENDED", _("Suspended")
    LAPSED = "LAPSED", _("Lapsed")
    APPLIED = "APPLIED", _("Has applied")
    NOT_LISTED = "NOT_LISTED", _("Not listed")
