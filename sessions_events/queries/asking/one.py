"""Reads of one peer review or CET outside the UK, and what came of it."""

from collections.abc import Iterable

from cet_portal.core.models import StatusChange, StoredFile
from cet_portal.scheme import queries as scheme_queries
from registrants.models import PointEntry
from sessions_events.models import Declaration, NonUkCet, PeerReview, UploadRow
from sessions_events.models.asked import Asked


def unit_names(codes: Iterable[str]) -> list[str]:
    """The units with their names, in their usual order."""
    return [str(unit) for unit in scheme_queries.units().filter(code__in=list(codes))]


def approvals_of(asked: Asked):
    """What each audience earns, once approved."""
    if asked.event is None:
        return []
    return asked.event.application.approvals.order_by("audience")


def declaration_of(asked: Asked) -> Declaration | None:
    """What was said afterwards."""
    return Declaration.objects.filter(event=asked.event_id, current=True).first()


def asked_for(event_id: int) -> Asked | None:
    """What was asked for, of which this is the event."""
    for model in (PeerReview, NonUkCet):
        found = model.objects.select_related("registrant", "event").filter(event=event_id).first()
        if found:
            return found
    return None


def points_of(asked: Asked):
    """The lines of the ledger that came of it."""
    if asked.event is None:
        return PointEntry.objects.none()
    return PointEntry.objects.standing().filter(event_reference=asked.event.ev_number)


def left_over(asked: Asked):
    """Rows of its upload that did not become points, each with its sentence."""
    rows = UploadRow.objects.filter(upload__event=asked.event_id, taken_at__isnull=True)
    return rows.select_related("upload").order_by("upload", "line")


def files_of(asked: NonUkCet):
    """Its programme and its evidence."""
    return StoredFile.objects.filter(pk__in=[asked.programme_id, asked.evidence_id])


def timeline_of(asked: Asked):
    """Who did what with it, the earliest first."""
    found = StatusChange.objects.filter(case_type=asked._meta.label, case_id=asked.pk)
    return found.order_by("at", "pk")
