"""Words of requests for an exception."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ExceptionGround(TextChoices):
    """Why somebody did not meet the requirements (domain.md 3.14)."""

    PARENTAL_LEAVE = "PARENTAL_LEAVE", _("Parental leave")
    ILLNESS = "ILLNESS", _("Illness")
    BEREAVEMENT = "BEREAVEMENT", _("Bereavement")
    OTHER = "OTHER", _("Another reason")


class ExceptionStatus(TextChoices):
    """Of a request to stay on the register despite a shortfall (docs/adr/0041)."""

    EVIDENCE = "EVIDENCE", _("Waits for evidence")
    WITH_MANAGER = "WITH_MANAGER", _("With the CET manager")
    EXCUSED = "EXCUSED", _("Granted")  # nothing of the shortfall counts against them
    LOWERED = "LOWERED", _("Granted in part")  # each named requirement is lowered to a figure
    NOT_EXCUSED = "NOT_EXCUSED", _("Refused")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


EXCEPTION_OPEN = (ExceptionStatus.EVIDENCE, ExceptionStatus.WITH_MANAGER)
EXCEPTION_GRANTED = (ExceptionStatus.EXCUSED, ExceptionStatus.LOWERED)
EXCEPTION_DECIDED = (*EXCEPTION_GRANTED, ExceptionStatus.NOT_EXCUSED)


class Factor(TextChoices):
    """What a decision about an exception weighs (domain.md 3.14)."""

    STEPS_TAKEN = "STEPS_TAKEN", _("All reasonable steps were taken")
    BEYOND_CONTROL = "BEYOND_CONTROL", _("The circumstances were beyond their control")
    INTENTION = "INTENTION", _("They intended to meet the rules")
    PUBLIC_PROTECTION = "PUBLIC_PROTECTION", _("The public stays protected")


class Speaks(TextChoices):
    """Whether a factor speaks for the exception."""

    FOR = "FOR", _("Speaks for it")
    AGAINST = "AGAINST", _("Speaks against it")


class ForThem(TextChoices):
    """What GOC staff do about a request for an exception on somebody's behalf (docs/adr/0041)."""

    ASK = "ASK", _("Ask for the exception")
    FILE = "FILE", _("Add a document")
    LEAVE = "LEAVE", _("Add a time on leave")
    CORRECT = "CORRECT", _("Correct or take back a time on leave")
    SEND = "SEND", _("Everything is there: send it to the CET manager")
    WITHDRAW = "WITHDRAW", _("Withdraw the request")
