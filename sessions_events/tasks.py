"""Timers of events, and the work of large uploads."""

from celery import shared_task

from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.sweeps import sweep
from sessions_events import queries, services


@shared_task(name="sessions_events.tell_overdue")
def tell_overdue(rehearsal=None, **kwargs):
    """Mail providers about events not declared and uploaded in time (timers 7 and 8)."""
    at = clock.now()
    sweep(
        name="sessions_events.tell_overdue",
        due=queries.overdue_untold(clock.london_date(at)),
        act=lambda event: services.tell_overdue(event=event, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="sessions_events.read_upload")
def read_upload(upload_id, **kwargs):
    """Read the file of a large upload."""
    upload = queries.upload(upload_id)
    if upload:
        services.read_in_background(upload=upload, at=clock.now())


@shared_task(name="sessions_events.take_upload")
def take_upload(upload_id, **kwargs):
    """Take the ready rows of a large upload."""
    upload = queries.upload(upload_id)
    if upload:
        services.take_in_background(upload=upload, at=clock.now())


@shared_task(name="sessions_events.resume_uploads")
def resume_uploads(**kwargs):
    """Take up uploads whose worker is gone, or whose request the broker lost."""
    at = clock.now()
    for upload in queries.stalled_uploads(at - services.PATIENCE):
        services.resume(upload=upload, actor=CLOCK, at=at)
