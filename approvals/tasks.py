"""Timers of applications."""

from celery import shared_task

from approvals import queries, services
from approvals.queries import past, reminding, unable
from cet_portal.core import clock, holidays
from cet_portal.core.actor import CLOCK
from cet_portal.core.sweeps import sweep, sweep_in_sets


@shared_task(name="approvals.reject_unanswered")
def reject_unanswered(rehearsal=None, **kwargs):
    """Reject what went unanswered for 10 working days (timer 3 of domain.md 4.2)."""
    at = clock.now()
    sweep_in_sets(
        name="approvals.reject_unanswered",
        due=queries.unanswered(clock.london_date(at)),
        act=lambda cases: services.reject_all_unanswered(applications=cases, actor=CLOCK, at=at),
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


@shared_task(name="approvals.forget_appeals")
def forget_appeals(rehearsal=None, **kwargs):
    """Remove appeals that were begun and not sent by the last day to appeal."""
    at = clock.now()
    sweep(
        name="approvals.forget_appeals",
        due=past.appeals_begun_too_late(clock.london_date(at)),
        act=lambda case: services.forget_appeal_draft(application=case, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="approvals.pass_on")
def pass_on(rehearsal=None, **kwargs):
    """Give on what an approver with a conflict has to decide (decisions.md 16)."""
    at = clock.now()
    sweep(
        name="approvals.pass_on",
        due=unable.to_pass_on(),
        act=lambda case: services.pass_on_unable(application=case, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="approvals.remind")
def remind(rehearsal=None, **kwargs):
    """Remind whoever has a clock, 3 and 1 working days before (timers 1 to 6 of domain.md 4.2)."""
    at = clock.now()
    sweep(
        name="approvals.remind",
        due=reminding.to_remind(clock.london_date(at), holidays.current()),
        act=lambda case: services.remind(application=case, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="approvals.tell_late")
def tell_late(rehearsal=None, **kwargs):
    """Tell approvers, the CET manager and providers of late decisions (timers 1, 2, 4 and 5)."""
    at = clock.now()
    sweep(
        name="approvals.tell_late",
        due=reminding.late_untold(clock.london_date(at)),
        act=lambda case: services.tell_late(application=case, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="approvals.tell_ending")
def tell_ending(rehearsal=None, **kwargs):
    """Tell providers of approvals that end in 60 and 30 days (timer 15 of domain.md 4.2)."""
    at = clock.now()
    sweep(
        name="approvals.tell_ending",
        due=reminding.ending_untold(clock.london_date(at)),
        act=lambda case: services.tell_ending(application=case, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )
