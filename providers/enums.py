"""Kinds and statuses of what a provider applies for, pays and holds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FeeKind(TextChoices):
    """What is paid for (decisions.md 8, 9, 11)."""

    LISTING = "LISTING", _("Listing for 12 months")
    FAST_TRACK = "FAST_TRACK", _("Fast track")


class FeeStatus(TextChoices):
    DUE = "DUE", _("Due")  # the provider pays
    PAID = "PAID", _("Paid")
    WAIVED = "WAIVED", _("Waived")
    REFUNDED = "REFUNDED", _("Refunded")
