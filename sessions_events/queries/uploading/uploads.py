"""Uploads: what was sent for an event, and how far the worker is with it."""

from datetime import datetime

from django.db.models import Count, F, Q

from cet_portal.core.actor import Actor
from cet_portal.core.models import StatusChange
from sessions_events.enums import Box, Reason, UploadStatus
from sessions_events.models import Event, Upload
from sessions_events.queries.uploading.rows import is_ready, waits


def uploads_visible_to(actor: Actor):
    """Uploads of events that the actor may see, the latest first."""
    return Upload.objects.visible_to(actor).select_related("event", "file").order_by("-pk")


def uploads_of(event: Event):
    """What was sent for the event with the counts of each box, the latest first.

    `open_rows`: those that still wait for somebody; `ready_rows`: ready, and not yet taken; of
    `known`, `twice` and `sent_again` are those that were not uploaded; `withdrawn`: taken, and
    taken back since. What was put aside is not shown.
    """
    boxes = {box.lower(): Count("rows", filter=Q(rows__box=box)) for box in Box.values}
    open_rows = Count("rows", filter=waits("rows__"))
    ready = Count("rows", filter=is_ready("rows__"))
    return (
        Upload.objects.filter(event=event)
        .exclude(status=UploadStatus.DROPPED)
        .annotate(
            **boxes,
            open_rows=open_rows,
            ready_rows=ready,
            twice=Count("rows", filter=Q(rows__reason=Reason.TWICE)),
            sent_again=Count("rows", filter=Q(rows__reason=Reason.CONTINUED)),
            withdrawn=Count("rows", filter=Q(rows__withdrawn_at__isnull=False)),
            uploaded_before=F("known") - F("twice") - F("sent_again"),
        )
        .select_related("file", "continues")
        .order_by("-pk")
    )


def stalled_uploads(before: datetime):
    """Uploads whose worker is gone: nothing has moved since `before`."""
    return Upload.objects.stalled(before).order_by("pk")


def started_by(upload: Upload) -> StatusChange | None:
    """Who asked for the ready rows to be taken."""
    changes = StatusChange.objects.filter(case_type=upload._meta.label, case_id=upload.pk)
    return changes.filter(step="start").order_by("-pk").first()


def upload(upload_id: int) -> Upload | None:
    """One upload, for the worker."""
    return Upload.objects.select_related("event", "file").filter(pk=upload_id).first()
