"""What a machine sends in one: received, read and taken, or only looked at."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cet_portal.core.actor import Actor
from cet_portal.core.queue import enqueue
from cet_portal.core.reading.lines import Unreadable
from sessions_events import queries
from sessions_events.enums import UploadSource, UploadStatus
from sessions_events.models import Event, Upload
from sessions_events.rules.rows import Row
from sessions_events.services.uploading.reading import read_upload
from sessions_events.services.uploading.receiving import receive_file, receive_rows
from sessions_events.services.uploading.taking import take
from sessions_events.services.uploading.working import is_large


@transaction.atomic
def send(
    *,
    event: Event,
    file: UploadedFile | None = None,
    rows: Sequence[Row] = (),
    key: str = "",
    commit: bool,
    wait: bool = False,
    actor: Actor,
    at: datetime,
) -> Upload:
    """Receive a file or rows, read them, and with `commit` take what is ready.

    The same `key` gives the upload that it gave before. A large file is left to the worker,
    unless `wait`. One that cannot be read is UNREADABLE, with its sentence.
    """
    if file is None:
        sent = receive_rows(
            event=event, rows=rows, source=UploadSource.API, key=key, actor=actor, at=at
        )
    else:
        sent = receive_file(
            event=event,
            file=file,
            source=UploadSource.API,
            key=key,
            take_when_read=commit,
            actor=actor,
            at=at,
        )
    if sent.status == UploadStatus.RECEIVED:
        if is_large(sent) and not wait:
            enqueue("sessions_events.read_upload", upload_id=sent.pk)
            return sent
        sent = read_upload(upload=sent, at=at)
    if commit and sent.status == UploadStatus.PREVIEWED:
        sent = take(upload=sent, actor=actor, at=at)
    return sent


@transaction.atomic
def preview(*, event: Event, actor: Actor, at: datetime, **sending: Any) -> dict[str, Any]:
    """The report that `send` would give; nothing of it stays. Raises `Unreadable`."""
    sent = send(event=event, commit=False, wait=True, actor=actor, at=at, **sending)
    report = {**queries.machine_report(sent), "upload": None}
    if sent.file and sent.made_at == at:
        sent.file.file.delete(save=False)
    transaction.set_rollback(True)
    if sent.status == UploadStatus.UNREADABLE:
        raise Unreadable(sent.problem)
    return report
