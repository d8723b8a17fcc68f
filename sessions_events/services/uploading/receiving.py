"""An upload comes in: kept as it was sent, before anybody looks at it."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit, uploads
from cet_portal.core.actor import Actor
from cet_portal.core.double_click import DOUBLE_CLICK
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from sessions_events import permissions, workflow
from sessions_events.enums import EventStatus, UploadSource, UploadStatus
from sessions_events.models import Event, Upload
from sessions_events.rules.rows import Row
from sessions_events.services.uploading import continuing
from sessions_events.services.uploading.settling import settle_uploaded
from sessions_events.services.uploading.staging import stage


@transaction.atomic
def receive_file(
    *,
    event: Event,
    file: UploadedFile,
    layout: dict[str, int] | None = None,
    key: str = "",
    take_when_read: bool = False,
    source: str = UploadSource.FILE,
    actor: Actor,
    at: datetime,
) -> Upload:
    """Keep a file for reading. The same file sent a moment ago, or with the same `key` at any
    time, gives that upload; refused where something else came with that key. `layout`: which
    column is which, where somebody has said so.

    Needs the declaration first (decisions.md 19).
    """
    event = open_for_uploads(event, actor=actor, at=at)
    digest = uploads.digest_of(file) if key else ""
    known = _with_key(event, key, digest)
    if known:
        return known
    stored = uploads.store(file=file, actor=actor, at=at)
    twin = _just_now(event, source, actor, at).filter(file__sha256=stored.sha256).first()
    if twin:
        stored.file.delete(save=False)
        stored.delete()
        return twin
    return _received(
        event,
        source=source,
        actor=actor,
        at=at,
        key=key,
        key_digest=digest,
        file=stored,
        layout=layout or {},
        take_when_read=take_when_read,
    )


@transaction.atomic
def receive_rows(
    *,
    event: Event,
    rows: Iterable[Row],
    source: str = UploadSource.TYPED,
    headings: list[str] | None = None,
    note: str = "",
    key: str = "",
    actor: Actor,
    at: datetime,
) -> Upload:
    """Keep rows that are there already (typed, pasted, from a machine), judged at once.

    The same rows sent a moment ago, or with the same `key` at any time, give that upload;
    refused where something else came with that key.
    """
    event = open_for_uploads(event, actor=actor, at=at)
    rows = list(rows)
    digest = _digest(rows) if key else ""
    known = _with_key(event, key, digest)
    if known:
        return known
    for twin in _just_now(event, source, actor, at):
        if _same(twin, rows):
            return twin
    upload = _received(
        event,
        source=source,
        actor=actor,
        at=at,
        key=key,
        key_digest=digest,
        columns=headings or [],
    )
    stage(upload, rows, at=at)
    return workflow.upload.move(upload, "preview", actor=actor, at=at, note=note)


@transaction.atomic
def drop(*, upload: Upload, actor: Actor, at: datetime) -> Upload:
    """Put a preview aside; nothing of it was taken. Rows of an earlier upload that it had sent
    again wait there as before."""
    event = lock(upload.event)
    upload = workflow.upload.move(upload, "drop", actor=actor, at=at)
    back = continuing.give_back(upload)
    if back:
        settle_uploaded(event)
        audit.record("upload.give_back", upload, actor=actor, at=at, rows=back)
    return upload


def open_for_uploads(event: Event, *, actor: Actor, at: datetime) -> Event:
    """The event, locked; refused unless it is declared and the actor may upload."""
    event = lock(event)
    if event.status == EventStatus.PLANNED:
        require(permissions.may_upload(actor, event, at=at))
        sentence = _("%(number)s has not been declared yet, and the declaration comes first.")
        raise Refused(Refusal(sentence % {"number": event.ev_number}))
    if event.status == EventStatus.UPLOADED:
        require(permissions.may_upload(actor, event, at=at))
    else:
        require(workflow.event.refusal(event, "upload", actor=actor, at=at))
    return event


def _received(event: Event, *, actor: Actor, at: datetime, **fields) -> Upload:
    upload = Upload.objects.create(
        event=event,
        made_at=at,
        moved_at=at,
        made_by_id=actor.user_id,
        made_by_name=actor.name,
        made_by_role=actor.role,
        **fields,
        **workflow.upload.born(UploadStatus.RECEIVED),
    )
    audit.record("upload.receive", upload, actor=actor, at=at, source=upload.source)
    return upload


def _with_key(event: Event, key: str, digest: str) -> Upload | None:
    """The upload that this key gave before. Refused if something else was sent with it then: the
    people of one of the two would be lost."""
    known = event.uploads.filter(key=key).first() if key else None
    if known and known.key_digest not in ("", digest):
        sentence = _(
            "This Idempotency-Key was used for %(number)s before, with other people or another "
            "file. Nothing was uploaded now: send these with a key of their own."
        )
        raise Refused(Refusal(sentence % {"number": event.ev_number}))
    return known


def _digest(rows: list[Row]) -> str:
    """The SHA-256 of what rows say, however it was written."""
    said = [
        [row.line, row.number, row.surname, row.completed, row.part, row.interactive]
        for row in rows
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _just_now(event: Event, source: str, actor: Actor, at: datetime):
    """What the same person sent the same way a moment ago. Machines press no button twice, and a
    case about points is settled once."""
    if source in (UploadSource.API, UploadSource.CASE):
        return event.uploads.none()
    sent = event.uploads.filter(
        source=source, made_by_id=actor.user_id, made_at__gte=at - DOUBLE_CLICK
    )
    return sent.exclude(status=UploadStatus.DROPPED).order_by("-pk")


def _same(upload: Upload, rows: list[Row]) -> bool:
    names = ("line", "number", "surname", "completed", "part", "interactive")
    stored = upload.rows.order_by("line").values_list(*names)
    sent = [tuple(getattr(row, name) for name in names) for row in rows]
    return list(stored) == sorted(sent)
