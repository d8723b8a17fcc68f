"""Timers of the ledger."""

from celery import shared_task

from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.sweeps import sweep, sweep_in_sets
from registrants import queries, services


@shared_task(name="registrants.lapse_pending")
def lapse_pending(rehearsal=None, **kwargs):
    """Pending points lapse when their cycle has ended (timer 13 of domain.md 4.2)."""
    at = clock.now()
    sweep_in_sets(
        name="registrants.lapse_pending",
        due=queries.to_lapse(clock.london_date(at)),
        act=lambda lines: services.lapse(
            lines=queries.those([line.pk for line in lines]), actor=CLOCK, at=at
        ),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="registrants.keep_queried")
def keep_queried(rehearsal=None, **kwargs):
    """Points under an open query when their cycle ends are kept for staff to settle."""
    at = clock.now()
    sweep(
        name="registrants.keep_queried",
        due=queries.to_keep_late(clock.london_date(at)),
        act=lambda entry: services.keep_late(entry=entry, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="registrants.read_import")
def read_import(import_id, **kwargs):
    """Read the file of a large import of the register."""
    found = queries.import_with_key(import_id)
    if found:
        services.read_import_in_background(register_import=found, at=clock.now())


@shared_task(name="registrants.take_over_import")
def take_over_import(import_id, **kwargs):
    """Take over a large import of the register."""
    found = queries.import_with_key(import_id)
    if found:
        services.take_over_in_background(register_import=found, at=clock.now())


@shared_task(name="registrants.resume_imports")
def resume_imports(**kwargs):
    """Take up imports whose worker is gone, or whose request the broker lost."""
    at = clock.now()
    for found in queries.imports_at_work(at - services.PATIENCE):
        services.resume_import(register_import=found, at=at)


@shared_task(name="registrants.accept_by_instruction")
def accept_by_instruction(rehearsal=None, **kwargs):
    """Points under a standing instruction are accepted when the days to object are over."""
    at = clock.now()
    sweep(
        name="registrants.accept_by_instruction",
        due=queries.to_accept(clock.london_date(at)),
        act=lambda entry: services.accept_by_instruction(entry=entry, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="registrants.answer_account_requests")
def answer_account_requests(**kwargs):
    """Mail those who asked for an account."""
    services.answer_requests(actor=CLOCK, at=clock.now())


@shared_task(name="registrants.forget_account_requests")
def forget_account_requests(**kwargs):
    """Delete what was asked so long ago that nobody needs it."""
    services.forget_requests(actor=CLOCK, at=clock.now())


@shared_task(name="registrants.remind")
def remind(rehearsal=None, **kwargs):
    """People with pending points are told of them, as often as they want (peers.md 3 item 16)."""
    at = clock.now()
    sweep_in_sets(
        name="registrants.remind",
        due=queries.reminders_due(clock.london_date(at)),
        act=lambda reminders: services.remind(reminders=reminders, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )
