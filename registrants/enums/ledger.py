"""Lines of the ledger, and what people do with them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PointStatus(TextChoices):
    """decisions.md 25. Set by: upload; registrant (accepted, declined, queried); clock; an upload
    after the cycle's end; and for the last the provider before acceptance, GOC staff at any time.
    """

    PENDING = "PENDING", _("Pending")
    ACCEPTED = "ACCEPTED", _("Accepted")
    DECLINED = "DECLINED", _("Declined")
    QUERIED = "QUERIED", _("Queried")
    LAPSED = "LAPSED", _("Lapsed")
    LATE = "LATE", _("Late")
    REVERSED = "REVERSED", _("Taken back")


# Lines that say no more that their person was there: the person may be uploaded again.
NOT_STANDING = frozenset({PointStatus.DECLINED, PointStatus.REVERSED})


class DeclineReason(TextChoices):
    """Why a registrant does not accept a line at all (domain.md 3.8)."""

    NOT_ME = "NOT_ME", _("I was not there")
    NOT_COMPLETED = "NOT_COMPLETED", _("I did not complete it")


class QueryProblem(TextChoices):
    """What a registrant says is wrong with a line (domain.md 3.8)."""

    POINTS = "POINTS", _("The number of points")
    TYPE = "TYPE", _("The type of points")
    DATE = "DATE", _("The date")


class AcceptedWay(TextChoices):
    """Who accepted a line, in words behind the day."""

    OWN = "OWN", _("by you")
    INSTRUCTION = "INSTRUCTION", _("by your standing instruction")
    STAFF = "STAFF", _("by GOC staff, as you asked")
    SETTLED = "SETTLED", _("by GOC staff, who decided after the cycle’s end")
