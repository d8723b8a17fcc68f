"""How a case left the time in which its person adds documents."""

from cet_portal.core.models import StatusChange
from compliance.enums import DisputeStatus, ExceptionStatus
from compliance.models import CycleDispute, ExceptionRequest

_COLLECTING = (DisputeStatus.DOCUMENTS, ExceptionStatus.EVIDENCE)


def closed_by(case: CycleDispute | ExceptionRequest) -> StatusChange | None:
    """The step after which nothing was added any more: it was sent, withdrawn, or the days were
    over. None while its status still takes documents."""
    changes = StatusChange.objects.filter(case_type=case._meta.label, case_id=case.pk)
    return changes.filter(from_status__in=_COLLECTING).order_by("pk").first()
