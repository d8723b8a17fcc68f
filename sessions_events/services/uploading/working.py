"""What the worker does with large uploads: read, take, and take up again what stood still."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import permissions_of
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.queue import enqueue
from cet_portal.core.workflow import lock
from sessions_events import notifications, queries, workflow
from sessions_events.enums import UploadStatus
from sessions_events.models import Upload
from sessions_events.services.uploading.reading import read_upload
from sessions_events.services.uploading.taking import take

# More than this goes to the worker: of a file in bytes, of a workbook, which is compressed, and
# of rows to be taken.
MOST_BYTES_AT_ONCE = 1_000_000
MOST_BYTES_OF_A_WORKBOOK = 200_000
MOST_ROWS_AT_ONCE = 2_000
# A worker that has not moved for so long is gone.
PATIENCE = timedelta(minutes=2)
# What could not be read after so long never can be.
GIVEN_UP_AFTER = timedelta(hours=1)


def is_large(upload: Upload) -> bool:
    """Is its file for the worker?"""
    if upload.file is None:
        return False
    packed = upload.file.name.lower().endswith((".xlsx", ".xlsm"))
    return upload.file.size > (MOST_BYTES_OF_A_WORKBOOK if packed else MOST_BYTES_AT_ONCE)


def read_now_or_later(*, upload: Upload, actor: Actor, at: datetime) -> Upload:
    """Read a small file at once; a large one is left to the worker."""
    if not is_large(upload):
        return read_upload(upload=upload, at=at)
    enqueue("sessions_events.read_upload", upload_id=upload.pk)
    return upload


@transaction.atomic
def take_now_or_later(*, upload: Upload, actor: Actor, at: datetime) -> Upload:
    """Take few ready rows at once; many are left to the worker."""
    if queries.to_take(upload).count() <= MOST_ROWS_AT_ONCE:
        return take(upload=upload, actor=actor, at=at)
    upload = workflow.upload.move(upload, "start", actor=actor, at=at, moved_at=at)
    enqueue("sessions_events.take_upload", upload_id=upload.pk)
    return upload


def read_in_background(*, upload: Upload, at: datetime) -> Upload:
    """The worker reads; whoever sent it is told. What a machine asked for in one is taken too."""
    read = read_upload(upload=upload, at=at)
    if read.status == UploadStatus.PREVIEWED and read.take_when_read:
        return _take_and_tell(read, _maker(read), at)
    if read.status in (UploadStatus.PREVIEWED, UploadStatus.UNREADABLE):
        with transaction.atomic():
            notifications.UploadRead(read, queries.boxes_of(read)).send(at=at)
    return read


def take_in_background(*, upload: Upload, at: datetime) -> Upload:
    """The worker takes, in the name of the person who asked for it, and tells them."""
    if upload.status != UploadStatus.TAKING:
        return upload
    return _take_and_tell(upload, _starter(upload), at)


def resume(*, upload: Upload, actor: Actor, at: datetime) -> None:
    """Ask for the work again: its worker is gone, or the broker lost the request.

    A file that brings down every worker is given up after an hour, with a sentence.
    """
    with transaction.atomic():
        upload = lock(upload)
        Upload.objects.filter(pk=upload.pk).update(moved_at=at)
        if upload.status == UploadStatus.TAKING:
            enqueue("sessions_events.take_upload", upload_id=upload.pk)
        elif upload.made_at < at - GIVEN_UP_AFTER and not upload.rows.exists():
            _give_up(upload, at)
        elif upload.status == UploadStatus.RECEIVED:
            enqueue("sessions_events.read_upload", upload_id=upload.pk)


def _give_up(upload: Upload, at: datetime) -> None:
    problem = _(
        "The portal could not read this file, although it tried for an hour. Save the list as "
        "CSV and send that, or paste it."
    )
    given_up = workflow.upload.move(upload, "give_up", actor=CLOCK, at=at, problem=problem)
    notifications.UploadRead(given_up, queries.boxes_of(given_up)).send(at=at)


@transaction.atomic
def _take_and_tell(upload: Upload, actor: Actor, at: datetime) -> Upload:
    taken = take(upload=upload, actor=actor, at=at)
    notifications.UploadTaken(taken, queries.boxes_of(taken), actor.user_id).send(at=at)
    return taken


def _maker(upload: Upload) -> Actor:
    return Actor(
        user_id=upload.made_by_id,
        name=upload.made_by_name,
        role=upload.made_by_role,
        tenant_id=upload.event.provider_id,
        permissions=permissions_of(upload.made_by_role),
    )


def _starter(upload: Upload) -> Actor:
    started = queries.started_by(upload)
    if started is None:
        return _maker(upload)
    return Actor(
        user_id=started.actor_id,
        name=started.actor_name,
        role=started.actor_role,
        tenant_id=upload.event.provider_id,
        permissions=permissions_of(started.actor_role),
    )
