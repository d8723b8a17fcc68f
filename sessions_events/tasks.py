"""Timers of events."""

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
