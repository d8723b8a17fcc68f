"""What people ask of GOC staff."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RequestWay(TextChoices):
    """How somebody without internet asked staff to act for them."""

    LETTER = "LETTER", _("By letter")
    PHONE = "PHONE", _("By phone")


class RequestOutcome(TextChoices):
    """What was found when somebody asked for an account; only a mail to them says it."""

    LINK = "LINK", _("A link was sent")
    ACCOUNT_THERE = "ACCOUNT_THERE", _("Has an account already")
    ADDRESS_TAKEN = "ADDRESS_TAKEN", _("Somebody else uses the address")
    STUDENT = "STUDENT", _("A student")
    UNKNOWN_NUMBER = "UNKNOWN_NUMBER", _("No such number")
    WRONG_DATE = "WRONG_DATE", _("Another date of birth")
    CLOSED = "CLOSED", _("The number was closed")


class JoinDifference(TextChoices):
    """In what two records that may be one person's differ."""

    BIRTHDAY = "BIRTHDAY", _("Date of birth")
    SURNAME = "SURNAME", _("Surname")
    REGISTER = "REGISTER", _("Register")


class AssistedAct(TextChoices):
    """What staff do on such a request."""

    ACCEPT = "ACCEPT", _("Accept")
    DECLINE = "DECLINE", _("Decline")
    QUERY = "QUERY", _("Query")
    CORRECT = "CORRECT", _("Correct")
