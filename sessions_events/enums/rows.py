"""Boxes of an upload's rows, and reasons."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cet_portal.scheme.enums import Region  # noqa: F401  where a session lies


class Box(TextChoices):
    """Where a row of an upload lands, in the order in which people look at them."""

    READY = "READY", _("Ready")
    NOTED = "NOTED", _("Ready, with a remark")
    UNDECIDED = "UNDECIDED", _("Needs a decision")
    UNUSABLE = "UNUSABLE", _("Cannot be used")
    KNOWN = "KNOWN", _("Already uploaded")


TAKEN_BOXES = (Box.READY, Box.NOTED)


class Reason(TextChoices):
    """Why a row is in its box. The sentences are in `rules.sentences`."""

    NONE = "", ""
    # NOTED
    SPELLING = "SPELLING", _("number spelled differently")
    FORMER_SURNAME = "FORMER_SURNAME", _("former surname")
    DAY_ASSUMED = "DAY_ASSUMED", _("day of completion assumed")
    U_REFERENCE = "U_REFERENCE", _("not on the register yet")
    # UNDECIDED
    PROPOSAL = "PROPOSAL", _("number damaged")
    SWAPPED = "SWAPPED", _("columns swapped")
    AUDIENCE = "AUDIENCE", _("not the audience of the CET")
    # UNUSABLE
    INCOMPLETE = "INCOMPLETE", _("number or surname missing")
    FORMULA = "FORMULA", _("a formula")
    NO_NUMBER = "NO_NUMBER", _("not a registration number")
    UNKNOWN_NUMBER = "UNKNOWN_NUMBER", _("number not on the register")
    SURNAME = "SURNAME", _("surname does not match")
    NOT_REGISTERED = "NOT_REGISTERED", _("not on the register on the day")
    STUDENT = "STUDENT", _("a student")
    NO_DAY = "NO_DAY", _("day of completion not readable")
    OTHER_DAY = "OTHER_DAY", _("completed outside the event")
    DAY_TO_COME = "DAY_TO_COME", _("completed on a day to come")
    TOO_WIDE = "TOO_WIDE", _("too many columns")
    TOO_LONG = "TOO_LONG", _("too long")
    UNKNOWN_ROLE = "UNKNOWN_ROLE", _("role not known")
    REFUSED = "REFUSED", _("decided against")
    # KNOWN
    UPLOADED = "UPLOADED", _("already uploaded")
    TWICE = "TWICE", _("twice in the upload")
    CONTINUED = "CONTINUED", _("sent again")


# Rows in the box KNOWN although nothing of them was uploaded, and what is said of them.
KNOWN_OTHERWISE = {Reason.TWICE: _("Twice in this list"), Reason.CONTINUED: _("Sent again")}


class Part(TextChoices):
    """What a person did at the event (domain.md 3.7)."""

    PARTICIPANT = "PARTICIPANT", _("participant")
    FACILITATOR = "FACILITATOR", _("facilitator")
