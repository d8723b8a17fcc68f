"""The demonstration as a whole."""

from datetime import date, datetime, timedelta

from django.db import transaction

from cet_portal.accounts import queries as account_queries
from cet_portal.accounts import services as account_services
from cet_portal.core import delivery, holidays
from cet_portal.home.seed import (
    applicants,
    approving,
    asking,
    cases,
    closing,
    events,
    history,
    joining,
    listings,
    night,
    opinions,
    outcomes,
    planning,
    programme,
    reflecting,
    registering,
    running,
    settling,
    statements,
    unnumbered,
    variants,
    visits,
    waiting,
)
from cet_portal.home.seed.accounts import ACCOUNTS
from cet_portal.home.seed.days import Days
from cet_portal.home.seed.events import Plan
from cet_portal.home.seed.stage import Stage
from cet_portal.home.seed.world import World

READ_AFTER = timedelta(days=10)


@transaction.atomic
def tell(*, at: datetime) -> World:
    """Write the whole demonstration as it stands at `at`; all of it, or nothing."""
    days = Days(at, holidays.current())
    world = World(days=days, stage=Stage(at), began=beginning(days))
    settling.settle(world, at=world.began)
    plans = events.within_cycles(
        world,
        [
            *programme.given(days),
            *programme.lately(days),
            *programme.owed(days),
            *programme.to_come(days),
        ],
    )
    approve_in_time(world, plans)
    for plan in plans:
        world.stage.add(events.deliver(world, plan))
    waiting.add_to(world)
    for thread in (
        *listings.threads(world),
        *applicants.threads(world),
        *joining.threads(world),
        *asking.threads(world),
        *unnumbered.threads(world),
        *cases.threads(world),
        *outcomes.threads(world),
        *variants.threads(world),
    ):
        world.stage.add(thread)
    for member in world.register:
        world.stage.add(visits.visits(world, member))
    world.stage.add(history.taken_over(world))
    world.stage.add(visits.end_of_cycle(world))
    world.stage.add(registering.taken_over(world, at=days.ago(12, 10)))
    world.stage.add(registering.to_look_at(world, at=days.ago(1, 15)))
    world.stage.add(statements.objections(world))
    world.stage.add(statements.own_words(world))
    world.stage.add(reflecting.written(world))
    world.stage.add(statements.shown_to_others(world))
    world.stage.add(planning.plans(world))
    world.stage.add(opinions.improvements(world))
    world.stage.add(opinions.hidden_comment(world))
    world.stage.add(closing.told(world))
    world.stage.add(closing.noticed(world))
    world.stage.add(running.rehearsed(world))
    world.stage.add(night.of_today(world))
    world.stage.play()
    leave_messages(world)
    return world


def beginning(days: Days) -> datetime:
    """Before everything: two years before the running cycle, on a working day."""
    first_day = days.cycle(days.today).first_day
    return days.at(days.working_day(first_day - timedelta(days=730)), 9)


def approve_in_time(world: World, plans: list[Plan]) -> None:
    """One approval for each CET and cycle in which it is given, before its first event."""
    first_events: dict[tuple[str, str], date] = {}
    for plan in sorted(plans, key=lambda plan: plan.day):
        first_events.setdefault((plan.cet, world.days.cycle(plan.day).name), plan.day)
    for (key, cycle), day in first_events.items():
        world.approved_at[key, cycle] = approving.timetable(world, day).decided
        world.stage.add(approving.approved(world, key, day))


def leave_messages(world: World) -> None:
    """Nothing of the past is mailed now; what is older than some days counts as read."""
    delivery.keep_unmailed()
    for account in ACCOUNTS:
        user = world.users[account.name]
        reader = settling.reader(user)
        for message in account_queries.messages_of(reader):
            if message.created_at < world.days.now - READ_AFTER:
                account_services.mark_read(
                    message_id=message.pk,
                    actor=reader,
                    at=message.created_at + timedelta(hours=3),
                )
