"""Reads of declarations and their evidence."""

from datetime import date, datetime

from django.db.models import OuterRef, Subquery

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.models import StatusChange
from sessions_events.enums import EventStatus, EvidenceKind, UploadStatus
from sessions_events.models import Declaration, Event, EvidenceFile
from sessions_events.queries.uploading.taking import taken_rows


def to_settle(actor: Actor):
    """Declarations of providers that wait for the CET manager, the oldest first; `held_at`: since
    when. Those of peer review have a list of their own (`queries.asking`)."""
    held = StatusChange.objects.filter(
        case_type=Event._meta.label, case_id=OuterRef("event_id"), to_status=EventStatus.HELD
    )
    since = Subquery(held.order_by("-at", "-pk").values("at")[:1])
    seen = Declaration.objects.visible_to(actor).filter(event__provider__own="")
    waiting = seen.to_settle().annotate(held_at=since)
    return waiting.select_related("event__application", "event__provider").order_by("made_at", "pk")


def due_before(event: Event, held_at: datetime | None) -> date | None:
    """The day by which a held event was due, if it was declared after it; else None."""
    if event.status != EventStatus.HELD or held_at is None or event.due_on is None:
        return None
    return event.due_on if london_date(held_at) > event.due_on else None


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
    return taken_rows(event).order_by().values("registrant_id").distinct().count()


def has_points(event: Event) -> bool:
    """Do people have points for it, or are they getting them just now?"""
    taking = event.uploads.filter(status=UploadStatus.TAKING)
    return taken_rows(event).exists() or taking.exists()


def has_no_completers(event: Event, at: datetime) -> bool:
    """Was it declared that nobody completed it, and has nobody points? While distance learning is
    open somebody may complete it yet."""
    if event.is_open_distance_learning(at):
        return False
    declared = event.declarations.filter(current=True, completers=0)
    return declared.exists() and not has_points(event)
