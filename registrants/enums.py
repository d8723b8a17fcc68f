"""Statuses of a line of the ledger."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PointStatus(TextChoices):
    """decisions.md 25. Set by: upload, registrant, clock, upload after the cycle's end, and for the
    last the provider before acceptance, GOC staff at any time."""

    PENDING = "PENDING", _("Pending")
    ACCEPTED = "ACCEPTED", _("Accepted")
    LAPSED = "LAPSED", _("Lapsed")
    LATE = "LATE", _("Late")
    REVERSED = "REVERSED", _("Taken back")
