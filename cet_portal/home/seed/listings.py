"""Threads about the list: entries that were paid for each year, reminded of, renewed, ended."""

from datetime import date, datetime, timedelta
from itertools import count

from dateutil.relativedelta import relativedelta

from cet_portal.core.actor import CLOCK
from cet_portal.home.seed.days import ONE_DAY
from cet_portal.home.seed.providers import PROVIDERS, Listed
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import ADMINISTRATORS, World
from providers import queries, services
from providers.enums import FeeKind
from providers.models import Fee, ProviderListing

STAFF = "Daniel Osei"
REMINDED = timedelta(days=60)
# Days before the end on which a provider asked to renew, and on which it had paid.
ASKED, PAID = timedelta(days=40), timedelta(days=33)
LESS_THAN_A_YEAR = timedelta(days=300)

_references = count(20101, 7)


def list_first(world: World, listed: Listed, *, at: datetime) -> None:
    """The entry that was in force at `at`, with its fee paid."""
    actor, provider = world.actor(STAFF, "staff"), world.providers[listed.key]
    fee = services.charge(provider_id=provider.pk, kind=FeeKind.LISTING, actor=actor, at=at)
    pay(world, fee, at=at)
    services.grant_listing(
        provider=provider, start=first_day(listed, at.date(), world.days.today), actor=actor, at=at
    )


def first_day(listed: Listed, on: date, today: date) -> date:
    """The first day of the entry of `on`: whole years before its last entry ends."""
    after = today + timedelta(days=listed.ends_in + 1)
    return next(start for years in count(1) if (start := after - relativedelta(years=years)) <= on)


def pay(world: World, fee: Fee, *, at: datetime) -> Fee:
    """Staff find the money on the bank statement of that day."""
    return services.record_payment(
        fee=fee,
        paid_on=at.date(),
        reference=f"BACS {next(_references)}",
        actor=world.actor(STAFF, "staff"),
        at=at,
    )


def threads(world: World):
    """One for each provider that was listed from the beginning."""
    return [years(world, listed) for listed in PROVIDERS]


def years(world: World, listed: Listed) -> Thread:
    """One entry after the other until the last, which is reminded of and perhaps ends."""
    days, provider = world.days, world.providers[listed.key]
    last = days.today + timedelta(days=listed.ends_in)
    entry = queries.last_listing(provider.pk)
    while last - entry.end > LESS_THAN_A_YEAR:
        yield from renewed(world, entry, world.actor(ADMINISTRATORS[listed.key], listed.key))
        entry = queries.last_listing(provider.pk)
    for left in (60, 30, 7):
        night = days.at(entry.end - timedelta(days=left), 0, 25)
        if night <= days.now:
            yield night
            services.remind_of_end(listing=entry, actor=CLOCK, at=night)
    if listed.asked is not None:
        yield (at := days.ago(listed.asked, 15))
        services.renew(provider_id=provider.pk, actor=world.administrator(listed.key), at=at)
    if entry.end < days.today:
        yield (night := _night_after(world, entry))
        services.end_listing(listing=entry, actor=CLOCK, at=night)


def renewed(world: World, entry: ProviderListing, administrator) -> Thread:
    """Reminded, asked for, paid, and the old entry ended in the night after its last day.

    Not before the story begins, whose first entries may be near their end.
    """
    days, began = world.days, world.began
    yield (night := max(began, days.at(entry.end - REMINDED, 0, 25)))
    services.remind_of_end(listing=entry, actor=CLOCK, at=night)
    yield (asked := max(began, days.at(days.working_day(entry.end - ASKED), 11)))
    fee = services.renew(provider_id=entry.provider_id, actor=administrator, at=asked)
    yield (paid := max(began, days.at(days.working_day(entry.end - PAID), 14)))
    pay(world, fee, at=paid)
    yield (night := _night_after(world, entry))
    entry.refresh_from_db()
    services.end_listing(listing=entry, actor=CLOCK, at=night)


def _night_after(world: World, entry: ProviderListing) -> datetime:
    return world.not_after_now(world.days.at(entry.end + ONE_DAY, 0, 20))
