"""Until when documents could be added, and why not any more (docs/adr/0041)."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from compliance.models import CycleDispute, ExceptionRequest
from compliance.queries.collecting import closed_by

SEND, WITHDRAW = "send", "withdraw"
EVIDENCE: dict[str, str | Promise] = {
    SEND: _(
        "Evidence and leave could be added until the request was sent to the CET manager, on "
        "%(day)s. It is decided on what was there."
    ),
    WITHDRAW: _("Evidence and leave could be added until the request was withdrawn, on %(day)s."),
    "": _(
        "The last day for evidence was %(day)s, %(days)d days after the request. It is decided on "
        "what was there."
    ),
}
DOCUMENTS: dict[str, str | Promise] = {
    SEND: _(
        "Documents could be added until the dispute was sent to the registrar, on %(day)s. It is "
        "determined on what was there."
    ),
    WITHDRAW: _("Documents could be added until the dispute was withdrawn, on %(day)s."),
    "": _(
        "The last day for documents was %(day)s, %(days)d days after the record was disputed. It "
        "is determined on what was there."
    ),
}


def why_no_evidence(request: ExceptionRequest, *, at: datetime) -> Refusal | None:
    """Why nothing can be added to a request any more, and until when it could."""
    return _why_not(request, request.asked_on, request.evidence_due_on, EVIDENCE, at)


def why_no_documents(dispute: CycleDispute, *, at: datetime) -> Refusal | None:
    """The same of a disputed record."""
    return _why_not(dispute, dispute.requested_on, dispute.documents_due_on, DOCUMENTS, at)


def _why_not(
    case: CycleDispute | ExceptionRequest,
    first: date,
    last: date,
    sentences: dict[str, str | Promise],
    at: datetime,
) -> Refusal | None:
    step = closed_by(case)
    if step is None and london_date(at) <= last:
        return None
    is_early = step is not None and step.step in (SEND, WITHDRAW)
    day = london_date(step.at) if step is not None and is_early else last
    sentence = sentences[step.step if step is not None and is_early else ""]
    words = {"day": date_format(day, "j F Y"), "days": (last - first).days}
    return Refusal(sentence % words)
