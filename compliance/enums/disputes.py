"""Words of a disputed record."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DisputeStatus(TextChoices):
    """Of a disputed record of a cycle (domain.md 3.14)."""

    DOCUMENTS = "DOCUMENTS", _("Waits for documents")  # the registrant shows evidence
    DECIDING = "DECIDING", _("With the registrar")
    UPHELD = "UPHELD", _("Record changed")  # points given, or taken back
    DISMISSED = "DISMISSED", _("Dispute dismissed")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


DISPUTE_OPEN = (DisputeStatus.DOCUMENTS, DisputeStatus.DECIDING)


class DisputeForThem(TextChoices):
    """What GOC staff do about a dispute on somebody's behalf (docs/adr/0041)."""

    LODGE = "LODGE", _("Dispute the record")
    FILE = "FILE", _("Add a document")
    SEND = "SEND", _("Everything is there: send it to the registrar")
    WITHDRAW = "WITHDRAW", _("Withdraw the dispute")
