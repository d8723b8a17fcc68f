"""The attendance record of an event: files are added, struck out, held, and go after six years."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cet_portal.core import audit, uploads
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.double_click import made_just_now
from cet_portal.core.permissions import require
from cet_portal.core.workflow import lock
from sessions_events import notifications, permissions, queries
from sessions_events.models import Event, RecordFile, RecordHold


@transaction.atomic
def keep_file(
    *, event: Event, kind: str, note: str, file: UploadedFile, actor: Actor, at: datetime
) -> RecordFile:
    """Add a file to the record. The same one sent a moment ago gives that one."""
    require(permissions.may_keep_record(actor, event, at=at))
    event = lock(event)
    stored = uploads.store(file=file, actor=actor, at=at)
    twin = made_just_now(
        RecordFile.objects.filter(event=event), actor=actor, at=at, sha256=stored.sha256
    )
    if twin:
        stored.file.delete(save=False)
        stored.delete()
        return twin
    record = RecordFile.objects.create(
        event=event,
        kind=kind,
        note=note,
        file=stored,
        name=stored.name,
        size=stored.size,
        sha256=stored.sha256,
        made_at=at,
        made_by_id=actor.user_id,
        made_by_name=actor.name,
    )
    audit.record("record.keep", record, actor=actor, at=at, event=event.ev_number)
    return record


@transaction.atomic
def strike_file(*, record: RecordFile, reason: str, actor: Actor, at: datetime) -> RecordFile:
    """The file does not belong here: that is said beside it. It stays its six years.

    Done twice, the first reason stays.
    """
    require(permissions.may_keep_record(actor, record.event, at=at))
    record = lock(record)
    if record.struck_at is None:
        record.struck_at, record.struck_reason = at, reason
        record.struck_by_name = actor.name
        record.save(update_fields=["struck_at", "struck_reason", "struck_by_name"])
        audit.record("record.strike", record, actor=actor, at=at, reason=reason)
    return record


@transaction.atomic
def hold_record(*, event: Event, reason: str, actor: Actor, at: datetime) -> RecordHold:
    """Nothing of the record goes until the hold is lifted; the provider is told why.

    Where there is a hold already, that one.
    """
    require(permissions.may_hold_record(actor, event, at=at))
    event = lock(event)
    hold = queries.hold_on(event)
    if hold:
        return hold
    hold = RecordHold.objects.create(
        event=event, reason=reason, placed_at=at, placed_by_name=actor.name
    )
    audit.record("record.hold", hold, actor=actor, at=at, reason=reason)
    notifications.RecordHeld(hold).send(at=at)
    return hold


@transaction.atomic
def release_record(*, hold: RecordHold, reason: str, actor: Actor, at: datetime) -> RecordHold:
    """The six years count again. What is over goes a month after the provider was told anew."""
    require(permissions.may_hold_record(actor, hold.event, at=at))
    hold = lock(hold)
    if hold.lifted_at is None:
        hold.lifted_at, hold.lifted_reason, hold.lifted_by_name = at, reason, actor.name
        hold.save(update_fields=["lifted_at", "lifted_reason", "lifted_by_name"])
        RecordFile.objects.filter(event=hold.event).update(told_on=None)
        audit.record("record.lift_hold", hold, actor=actor, at=at, reason=reason)
        notifications.RecordHoldLifted(hold).send(at=at)
    return hold


@transaction.atomic
def tell_of_end(*, record: RecordFile, actor: Actor, at: datetime) -> None:
    """Tell the provider, once for an event and a day, that its record will go."""
    today = london_date(at)
    notifications.RecordEnds(record.event, today).send(at=at)
    RecordFile.objects.filter(pk=record.pk).update(told_on=today)


@transaction.atomic
def remove_record(*, record: RecordFile, actor: Actor, at: datetime) -> RecordFile:
    """The six years are over: the file goes, what it was stays written.

    Refused before, and while GOC staff hold the record.
    """
    # Whoever places a hold locks the event too.
    lock(record.event)
    record = lock(record)
    require(permissions.may_remove_record(actor, record, at=at))
    stored, record.file, record.removed_at = record.file, None, at
    record.save(update_fields=["file", "removed_at"])
    if stored:
        uploads.remove(stored)
    audit.record("record.remove", record, actor=actor, at=at, sha256=record.sha256)
    return record
