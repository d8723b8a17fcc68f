"""Timers of the list."""

from celery import shared_task

from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.sweeps import sweep
from providers import queries, services


@shared_task(name="providers.end_listings")
def end_listings(rehearsal=None, **kwargs):
    """Listings end the day after their last day (timer 16 of domain.md 4.2)."""
    at = clock.now()
    sweep(
        name="providers.end_listings",
        due=queries.listings_over(clock.london_date(at)),
        act=lambda entry: services.end_listing(listing=entry, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="providers.remind_of_ends")
def remind_of_ends(rehearsal=None, **kwargs):
    """Providers are told 60, 30 and 7 days before their listing ends."""
    at = clock.now()
    sweep(
        name="providers.remind_of_ends",
        due=queries.listings_to_remind(clock.london_date(at)),
        act=lambda entry: services.remind_of_end(listing=entry, actor=CLOCK, at=at),
        at=at,
        rehearsal=rehearsal,
    )


@shared_task(name="providers.forget_requests")
def forget_requests(**kwargs):
    """Delete applications to be listed that nobody confirmed."""
    services.forget_requests(actor=CLOCK, at=clock.now())
