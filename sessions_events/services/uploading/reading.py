"""A kept file is read: streamed, judged, and there to be looked at before anything is taken."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from cet_portal.core.actor import CLOCK
from cet_portal.core.garbage import collection_rests
from cet_portal.core.reading.lines import Unreadable
from cet_portal.core.workflow import lock
from sessions_events import queries, workflow
from sessions_events.enums import UploadSource, UploadStatus
from sessions_events.models import Upload
from sessions_events.rules.files import read_file
from sessions_events.rules.rows import Row
from sessions_events.rules.tables import Table, UnknownColumns
from sessions_events.services.uploading import continuing
from sessions_events.services.uploading.settling import settle_uploaded
from sessions_events.services.uploading.staging import batches, judge_of, keep


def read_upload(*, upload: Upload, at: datetime) -> Upload:
    """Read the file of a received upload into rows; safe to run again after any interruption.

    Each batch is kept in a transaction of its own, so that a page can show how far it is; what
    was kept before is not judged twice. A file that cannot be read gets its sentence.
    """
    try:
        with transaction.atomic():
            upload = lock(upload)
            if upload.status != UploadStatus.RECEIVED:
                return upload
        with collection_rests():
            return _read(upload, at=at)
    except Unreadable as unreadable:
        return _unreadable(upload, unreadable, at=at)


def _read(upload: Upload, *, at: datetime) -> Upload:
    if upload.file is None:  # rows that came without a file are judged when they come
        return upload
    upload.file.file.open("rb")
    with upload.file.file as file:
        table = read_file(
            file.file,
            layout=upload.layout or None,
            remembered=queries.remembered_headings(upload.event.provider_id),
            pasted=upload.source == UploadSource.PASTED,
        )
        done = queries.last_line_of(upload)
        judge = judge_of(upload.event, at=at, seen=queries.people_in(upload))
        for batch in batches(map(continuing.as_it_was, _after(done, table.rows))):
            with transaction.atomic():
                _without_waiting_for_the_disk()
                if any(row.mark for row in batch):
                    # Who takes rows locks the event first, then the upload.
                    lock(upload.event)
                current = lock(upload)
                if current.status != UploadStatus.RECEIVED or queries.last_line_of(upload) != done:
                    return current  # another worker was quicker, and goes on
                continuing.supersede(upload, batch)
                keep(upload, judge.judge(batch))
                done = batch[-1].line
                Upload.objects.filter(pk=upload.pk).update(
                    rows_total=current.rows_total + len(batch),
                    bytes_read=file.file.tell(),
                    moved_at=at,
                )
    return _read_to_the_end(upload, table, at=at)


@transaction.atomic
def _read_to_the_end(upload: Upload, table: Table, *, at: datetime) -> Upload:
    """The preview, without those who were uploaded while the file was read."""
    event = lock(upload.event)
    upload = workflow.upload.move(
        upload,
        "preview",
        actor=CLOCK,
        at=at,
        note=table.note,
        columns=table.headings,
        layout=table.layout,
    )
    settle_uploaded(event)
    return upload


def _without_waiting_for_the_disk() -> None:
    """A batch that a crash of the database loses is read again: this commit need not wait."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")


def _after(line: int, rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.line > line)


@transaction.atomic
def _unreadable(upload: Upload, unreadable: Unreadable, *, at: datetime) -> Upload:
    """Nothing of it stays: rows that were read before the file broke off are put aside, and rows
    of earlier uploads that they stood in for wait again."""
    lock(upload.event)
    continuing.give_back(upload)
    upload.rows.all().delete()
    records = unreadable.records if isinstance(unreadable, UnknownColumns) else []
    return workflow.upload.move(
        upload,
        "give_up",
        actor=CLOCK,
        at=at,
        problem=str(unreadable) or _("The file cannot be read."),
        continues=None,
        columns=["\t".join(record) for record in records],
    )
