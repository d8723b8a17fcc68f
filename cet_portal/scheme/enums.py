"""Words of the scheme that more than one app uses."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Profession(TextChoices):
    OPTOMETRIST = "OPTOMETRIST", _("optometrist")
    DISPENSING_OPTICIAN = "DISPENSING_OPTICIAN", _("dispensing optician")


class Specialty(TextChoices):
    """Contact lens: dispensing opticians. The other three, together "therapeutic": optometrists."""

    CONTACT_LENS = "CONTACT_LENS", _("contact lens")
    ADDITIONAL_SUPPLY = "ADDITIONAL_SUPPLY", _("additional supply")
    SUPPLEMENTARY_PRESCRIBING = "SUPPLEMENTARY_PRESCRIBING", _("supplementary prescribing")
    INDEPENDENT_PRESCRIBING = "INDEPENDENT_PRESCRIBING", _("independent prescribing")


THERAPEUTIC = frozenset(
    {
        Specialty.ADDITIONAL_SUPPLY,
        Specialty.SUPPLEMENTARY_PRESCRIBING,
        Specialty.INDEPENDENT_PRESCRIBING,
    }
)


class Audience(TextChoices):
    """Whom a CET is approved for (domain.md 1, TargetAudience)."""

    OPTOMETRIST = "OPTOMETRIST", _("optometrists")
    DISPENSING_OPTICIAN = "DISPENSING_OPTICIAN", _("dispensing opticians")
    CONTACT_LENS_OPTICIAN = "CONTACT_LENS_OPTICIAN", _("contact lens opticians")
    THERAPEUTIC_PRESCRIBER = "THERAPEUTIC_PRESCRIBER", _("therapeutic prescribers")


class PointKind(TextChoices):
    GENERAL = "GENERAL", _("general")
    SPECIALIST = "SPECIALIST", _("specialist")


class InteractivityGround(TextChoices):
    """On which ground CET is interactive (mission/000, "What is Interactive CET?")."""

    NONE = "NONE", _("Not interactive")
    A = "A", _("Option A: people attend in person")
    B = "B", _("Option B: supervised course with feedback and a reflection stimulus")
    C = "C", _("Option C: live electronic contact with a qualified peer")


class Region(TextChoices):
    """Where in the United Kingdom: the nations, and the regions of England."""

    NORTH_EAST = "NORTH_EAST", _("North East")
    NORTH_WEST = "NORTH_WEST", _("North West")
    YORKSHIRE = "YORKSHIRE", _("Yorkshire and the Humber")
    EAST_MIDLANDS = "EAST_MIDLANDS", _("East Midlands")
    WEST_MIDLANDS = "WEST_MIDLANDS", _("West Midlands")
    EAST = "EAST", _("East of England")
    LONDON = "LONDON", _("London")
    SOUTH_EAST = "SOUTH_EAST", _("South East")
    SOUTH_WEST = "SOUTH_WEST", _("South West")
    SCOTLAND = "SCOTLAND", _("Scotland")
    WALES = "WALES", _("Wales")
    NORTHERN_IRELAND = "NORTHERN_IRELAND", _("Northern Ireland")
    ELSEWHERE = "ELSEWHERE", _("Outside the United Kingdom")
