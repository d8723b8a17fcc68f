"""Timers of applications."""

from celery import shared_task

from approvals import queries, services
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.sweeps import sweep


@shared_task(name="approvals.reject_unanswered")
def reject_unanswered(rehearsal=None, **kwargs):
    """Reject what went unanswered for 10 working days (timer 3 of domain.md 4.2)."""
    at = clock.now()
    sweep(
        name="approvals.reject_unanswered",
        due=queries.unanswered(clock.london_date(at)),
        act=lambda case: services.reject_unanswered(application=case, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="approvals.expire")
def expire(rehearsal=None, **kwargs):
    """End approvals whose cycle has ended (timer 15 of domain.md 4.2)."""
    at = clock.now()
    sweep(
        name="approvals.expire",
        due=queries.ended_by(clock.london_date(at)),
        act=lambda case: services.expire(application=case, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )
