"""Words of a restoration to the register."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RestorationCode(TextChoices):
    """What is asked of somebody who wants back on the register."""

    NAME = "NAME", _("General points in 12 months")
    SPECIALTY = "SPECIALTY", _("Specialist points in 12 months")
    SHORTFALL = "SHORTFALL", _("Missing when the last cycle ended")


class NotForRestoration(TextChoices):
    """Why a point does nothing for a restoration; the first that applies."""

    NOT_ACCEPTED = "NOT_ACCEPTED", _("not accepted")
    OUTSIDE_MONTHS = "OUTSIDE_MONTHS", _("outside the months that count")
    NO_REFLECTION = "NO_REFLECTION", _("peer review without a reflection statement")
    NOT_ASKED = "NOT_ASKED", _("of a type that is not asked for")
