"""Reads of declarations and their evidence."""

from cet_portal.core.actor import Actor
from sessions_events.enums import EvidenceKind, UploadStatus
from sessions_events.models import Declaration, Event, EvidenceFile
from sessions_events.queries.uploading import taken_rows


def to_settle(actor: Actor):
    """Declarations that wait for the CET manager, the oldest first."""
    waiting = Declaration.objects.visible_to(actor).to_settle()
    return waiting.select_related("event__application", "event__provider").order_by("made_at", "pk")


def versions_of(event: Event):
    """All that was declared, the first version first."""
    return event.declarations.order_by("number")


def evidence_of(event: Event):
    """The files of the declaration, those of the discussion first."""
    declared = event.evidence.filter(added_in__isnull=False).select_related("file")
    return declared.order_by("-kind", "added_at", "pk")


def waiting_evidence(event: Event):
    """Files that were kept for a declaration, or a correction, that has not been made yet."""
    waiting = event.evidence.filter(added_in__isnull=True).select_related("file")
    return waiting.order_by("-kind", "added_at", "pk")


def evidence_visible_to(actor: Actor):
    """Files of declarations that the actor may see: the provider's own, GOC staff all."""
    return EvidenceFile.objects.visible_to(actor).select_related("event", "file")


def has_discussion_file(event: Event) -> bool:
    """Is there a file that shows the discussion?"""
    return event.evidence.filter(kind=EvidenceKind.DISCUSSION).exists()


def is_interactive(event: Event) -> bool:
    """Does the CET carry interactive points for anybody? Then its discussion has to be shown."""
    return event.application.approvals.filter(interactive__gt=0).exists()


def taken_people(event: Event) -> int:
    """How many people have points for it."""
    return taken_rows(event).count()


def has_points(event: Event) -> bool:
    """Do people have points for it, or are they getting them just now?"""
    taking = event.uploads.filter(status=UploadStatus.TAKING)
    return taken_rows(event).exists() or taking.exists()
