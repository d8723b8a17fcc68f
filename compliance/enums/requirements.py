"""Codes of requirements, reasons why a point does not count, and what closes a gap."""

from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RequirementCode(TextChoices):
    """In the order in which requirements are listed by every assessment."""

    GENERAL_POINTS = "GENERAL_POINTS", _("General points")
    SPECIALIST_POINTS = "SPECIALIST_POINTS", _("Specialist points")
    INTERACTIVE_POINTS = "INTERACTIVE_POINTS", _("Interactive points")
    COMPETENCY_UNITS = "COMPETENCY_UNITS", _("Competency units")
    PEER_REVIEW = "PEER_REVIEW", _("Peer review")
    STANDARDS_OF_PRACTICE = "STANDARDS_OF_PRACTICE", _("Standards of practice")
    ANNUAL_MINIMUM = "ANNUAL_MINIMUM", _("Points in a year")


class NotCounted(TextChoices):
    """In the order in which they are asked: the first that applies is given."""

    NOT_ACCEPTED = "NOT_ACCEPTED", _("not accepted")
    OUTSIDE_CYCLE = "OUTSIDE_CYCLE", _("outside the cycle")
    OUTSIDE_REGISTRATION = "OUTSIDE_REGISTRATION", _("while not on the register")
    OTHER_NUMBER = "OTHER_NUMBER", _("under an earlier registration number")
    SPECIALTY_NOT_HELD = "SPECIALTY_NOT_HELD", _("for a specialty not held on the day")
    NO_REFLECTION = "NO_REFLECTION", _("peer review without a reflection statement")


class Standing(TextChoices):
    """How a person stands in a cycle, as the end-of-cycle report sorts them."""

    MET = "met", _("Met")
    NOT_MET = "not-met", _("Not met")
    ONLY_ACCEPTANCE = "only-acceptance", _("Only acceptance missing")


class Closes(Enum):
    """The least that closes a gap."""

    ACCEPTING = "ACCEPTING"
    WRITING = "WRITING"
    BOTH = "BOTH"
    MORE_CET = "MORE_CET"
