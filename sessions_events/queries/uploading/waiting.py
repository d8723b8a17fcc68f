"""Rows that stayed behind and wait for somebody."""

from typing import Any

from django.db.models import Count, F, Q

from cet_portal.core.actor import Actor
from sessions_events.enums import Box, Reason, UploadStatus
from sessions_events.models import Event, Upload, UploadRow
from sessions_events.queries.uploading.rows import NOT_SETTLED, STANDING, TAKEABLE, is_ready, waits


def mendable_of(upload: Upload):
    """The rows that can be put right in place, by line."""
    wrong = upload.rows.filter(box=Box.UNUSABLE).exclude(reason=Reason.REFUSED)
    return wrong.order_by("line")


def rest_of(upload: Upload):
    """What stays behind when the ready rows are taken, by line."""
    return upload.rows.filter(waits()).order_by("line")


def waiting_rows(event: Event):
    """The rows of all uploads of the event that wait for somebody, the latest upload first."""
    standing = UploadRow.objects.filter(upload__event=event, upload__status__in=STANDING)
    return standing.filter(waits()).select_related("upload").order_by("-upload_id", "line")


def rows_to_see_to(event: Event):
    """The rows that wait, and those that became ready after the others of their upload were taken:
    the latest upload first. Those of a preview stand in the preview."""
    standing = UploadRow.objects.filter(upload__event=event, upload__status__in=STANDING)
    left = is_ready() & Q(upload__status=UploadStatus.TAKEN)
    seen = standing.filter(NOT_SETTLED).filter(waits() | left)
    return seen.select_related("upload").order_by("-upload_id", "line")


def rows_left(actor: Actor) -> list[dict[str, Any]]:
    """For each event of the actor with rows that somebody has to see to: `ev_number`, `title`,
    and how many `waiting` and `ready`; the earliest event first."""
    uploads = Upload.objects.visible_to(actor).filter(status__in=STANDING)
    rows = UploadRow.objects.filter(NOT_SETTLED, upload__in=uploads)
    found = (
        rows.filter(waits() | is_ready())
        .values(
            "upload__event_id",
            ev_number=F("upload__event__ev_number"),
            title=F("upload__event__application__title"),
        )
        .annotate(waiting=Count("pk", filter=waits()), ready=Count("pk", filter=is_ready()))
    )
    return list(found.order_by("upload__event_id"))


def would_wait_again(upload: Upload) -> dict[str, int]:
    """How many rows wait again in which earlier upload when this one is put aside."""
    sent_on = upload.rows.filter(reason=Reason.CONTINUED).values_list("line", flat=True)
    rows = UploadRow.objects.filter(
        upload__event_id=upload.event_id,
        upload__status__in=TAKEABLE,
        reason=Reason.CONTINUED,
        detail__upload=upload.reference,
        detail__has_key="before",
    ).exclude(detail__line__in=list(sent_on))
    found = rows.values_list("upload_id").annotate(rows=Count("pk")).order_by("upload_id")
    return {f"U-{key}": number for key, number in found}
