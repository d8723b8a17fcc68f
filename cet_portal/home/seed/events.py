"""Threads about events: planned, delivered, declared, uploaded, or left where they are."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import count
from typing import Any

from cet_portal.core import holidays
from cet_portal.core.actor import CLOCK
from cet_portal.home.seed import uploads, visits
from cet_portal.home.seed.providers import PROVIDERS
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.texts import CETS
from cet_portal.home.seed.world import World
from sessions_events import queries, services
from sessions_events.models import Event
from sessions_events.queries.duties import duties_of
from sessions_events.rules import reminding
from sessions_events.rules.versions import DECLARED

LISTED = {listed.key: listed for listed in PROVIDERS}
PLANNED_BEFORE = 22
DISTANCE_LASTS = timedelta(days=60)
HELD_REASON = "An hour less is too much: the objectives of the last part cannot have been met."
RELEASED_REASON = "Another speaker with the same qualification changes nothing for the learning."


class Fate(StrEnum):
    """How far an event comes."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    NOT_HELD = "not held"
    DELIVERED = "delivered"
    OPEN = "open"
    DECLARED = "declared"
    HELD = "held"
    REFUSED = "refused"
    RELEASED = "released"
    UPLOADED = "uploaded"


# Distance learning is declared at its start, whatever is missing at its end.
STAYS_OPEN = (Fate.OPEN, Fate.UPLOADED, Fate.DELIVERED, Fate.HELD)


@dataclass(frozen=True)
class Plan:
    """One event. `declared` and `uploaded`: so many working days after its last day.

    `session`: events with the same key share a session. `town` "" is online. `with_`: people who
    were certainly there; `exactly`: how many completed it, else chance says; `unusable`: rows
    that will not do; `one_twice`: one row comes twice. `scores`: what those who accept at once
    give; `later` have not looked yet. `told`: overdue, and its provider was reminded of it.
    """

    cet: str
    day: date
    fate: Fate = Fate.UPLOADED
    town: str = ""
    hour: int = 18
    session: str = ""
    name: str = ""
    declared: int = 2
    uploaded: int = 3
    with_: tuple[str, ...] = ()
    exactly: int | None = None
    unusable: int = 0
    one_twice: bool = False
    certificates: int = 0
    scores: tuple[int | None, ...] = ()
    later: tuple[str, ...] = ()
    told: bool = False
    differed: str = ""
    capacity: int | None = 40
    price: str = "Free of charge"


def deliver(world: World, plan: Plan) -> Thread:
    """The whole life of one event, as far as `plan.fate` says."""
    days = world.days
    planned = planned_at(world, plan)
    yield planned
    event = put_into_session(world, plan, at=planned)
    if plan.fate == Fate.PLANNED:
        return
    if plan.fate == Fate.CANCELLED:
        yield (at := days.ago(2, 16, 30))
        administrator = world.administrator(CETS[plan.cet].provider)
        services.cancel_event(event=event, reason="The speaker is ill.", actor=administrator, at=at)
        return
    if plan.fate == Fate.NOT_HELD:
        yield (at := moment(world, plan, 1, 9))
        reason = "Snow had closed the roads, and nobody came."
        administrator = world.administrator(CETS[plan.cet].provider)
        services.say_not_held(event=event, reason=reason, actor=administrator, at=at)
        return
    if event.is_distance_learning and plan.fate in STAYS_OPEN:
        event = yield from stay_open(world, plan, event)
        if plan.fate == Fate.OPEN:
            return
        if plan.fate == Fate.HELD:
            yield (at := moment(world, plan, plan.declared, 11))
            differ_after_all(world, plan, event, at=at)
    elif plan.fate != Fate.DELIVERED:
        yield (at := moment(world, plan, plan.declared, 11))
        event = declare(world, plan, event, at=at)
    if plan.fate in (Fate.REFUSED, Fate.RELEASED):
        yield (at := moment(world, plan, plan.declared + 1, 15))
        event = settle(world, plan, event, at=at)
    if plan.fate in (Fate.UPLOADED, Fate.RELEASED):
        yield (at := moment(world, plan, plan.uploaded, 14))
        upload = uploads.upload(world, plan, event, at=at)
        uploads.certify(world, plan, upload, at=at)
        world.stage.add(visits.answers(world, upload, scores=plan.scores, later=plan.later))
    elif plan.told:
        for day in chased_on(world, event):
            yield (at := days.at(day, 0, 10))
            services.remind(provider=event.provider, actor=CLOCK, at=at)


def chased_on(world: World, event: Event) -> list[date]:
    """The days on which the portal has reminded of an event that nobody declared or uploaded."""
    known, chased = holidays.current(), []
    due_on = duties_of(event).open().earliest("due_on").due_on
    for rung in count():
        day = reminding.day_of(rung, due_on, known)
        if day >= world.days.today:
            return chased
        chased.append(day)
    return chased


def stay_open(world: World, plan: Plan, event: Event) -> Generator[datetime, None, Event]:
    """Distance learning while it is open: declared at its start, and a nil return for each month
    that is over. The month that runs is still to be done."""
    yield (at := world.not_after_now(event.starts_at + timedelta(hours=30)))
    # Where only nil returns follow nobody has completed it so far.
    so_far = {"attendees": 5, "completers": 0, "certificates_issued": False}
    so_far = so_far if plan.fate == Fate.OPEN else {}
    event = declare(world, replace(plan, differed=""), event, at=at, **so_far)
    administrator = world.administrator(CETS[plan.cet].provider)
    ends_with_an_upload = plan.fate in (Fate.UPLOADED, Fate.HELD)
    over = min(world.days.today, plan.day) if ends_with_an_upload else world.days.today
    for duty in duties_of(event).filter(month__isnull=False, due_on__lt=over):
        yield (at := max(at, world.days.at(duty.due_on, 16, 40)))
        services.make_nil_return(event=event, month=duty.month, actor=administrator, at=at)
    return event


def differ_after_all(world: World, plan: Plan, event: Event, *, at: datetime) -> None:
    """The declaration is corrected: the delivery differed, so it is held now."""
    said = queries.declaration_of(event)
    values = {name: getattr(said, name) for name in DECLARED}
    services.correct_declaration(
        event=event,
        values=values | {"as_approved": False, "what_differed": plan.differed},
        number=said.number,
        reason="We learnt of it from those who took part.",
        actor=world.administrator(CETS[plan.cet].provider),
        at=at,
    )


def planned_at(world: World, plan: Plan) -> datetime:
    """When the event was put into its session: after the approval, before now."""
    days, approved = world.days, world.approved_at[plan.cet, world.days.cycle(plan.day).name]
    usual = days.at(days.before(plan.day, PLANNED_BEFORE), 16)
    if CETS[plan.cet].modality in ("TUTORED_COURSE", "DISTANCE_TEXT", "DISTANCE_MULTIMEDIA"):
        usual -= DISTANCE_LASTS
    latest = days.ago(4, 9, 30)
    return world.not_after_now(max(approved + timedelta(minutes=30), min(usual, latest)))


def moment(world: World, plan: Plan, working_days: int, hour: int) -> datetime:
    """So many working days after the event, or before the present where that would be later."""
    return world.not_after_now(world.days.at(world.days.after(plan.day, working_days), hour, 10))


def put_into_session(world: World, plan: Plan, *, at: datetime) -> Event:
    """A session (or the one it shares with others) and the event in it."""
    cet, days = CETS[plan.cet], world.days
    administrator = world.administrator(cet.provider)
    application = world.cet(plan.cet, plan.day)
    distance = application.modality.distance
    first = max(plan.day - DISTANCE_LASTS, days.cycle(plan.day).first_day) if distance else plan.day
    first = max(first, at.date()) if distance else first
    session = world.sessions.get(plan.session)
    if session is None:
        listed = LISTED[cet.provider]
        session = services.plan_session(
            provider_id=world.providers[cet.provider].pk,
            name=plan.name
            or (f"{plan.town}, {cet.title}" if plan.town else f"Online: {cet.title}"),
            start=first,
            end=plan.day,
            online=not plan.town,
            venue=listed.venue if plan.town else "",
            address=listed.address if plan.town == listed.town else "",
            town=plan.town,
            actor=administrator,
            at=at,
        )
        if plan.session:
            world.sessions[plan.session] = session
    starts_at = days.at(first, 0 if distance else plan.hour)
    if distance:
        starts_at = max(starts_at, at)
        ends_at = days.at(plan.day, 23, 59)
    else:
        ends_at = starts_at + timedelta(minutes=cet.minutes)
    return services.add_event(
        session=session,
        application=application,
        starts_at=starts_at,
        ends_at=ends_at,
        capacity=None if distance else plan.capacity,
        price=plan.price,
        booking_link=f"{LISTED[cet.provider].website}/{plan.cet}",
        actor=administrator,
        at=at,
    )


def declare(world: World, plan: Plan, event: Event, *, at: datetime, **said: Any) -> Event:
    """What the provider says after delivery; `said`: what it says otherwise."""
    cet = CETS[plan.cet]
    completers = plan.exactly or 24
    interactive = cet.points[1] > 0
    return services.declare(
        event=event,
        values={
            "as_approved": not plan.differed,
            "what_differed": plan.differed,
            "how_it_went": "On time, with lively questions; nobody left early.",
            "attendance_check": "Signed in and out at the door, with registration numbers.",
            "objectives_evidence": "Everybody handed in the sheet; we keep them for six years.",
            "discussion_summary": "Most questions were about when to refer and what to write."
            if interactive
            else "",
            "certificates_issued": True,
            "attendees": completers + 2,
            "completers": completers,
            **said,
        },
        actor=world.administrator(cet.provider),
        at=at,
    )


def settle(world: World, plan: Plan, event: Event, *, at: datetime) -> Event:
    """The CET manager releases or refuses a declaration that was held."""
    manager = world.actor("Ruth Calloway", "staff")
    if plan.fate == Fate.REFUSED:
        return services.refuse_declaration(event=event, reason=HELD_REASON, actor=manager, at=at)
    return services.release_declaration(event=event, reason=RELEASED_REASON, actor=manager, at=at)


def within_cycles(world: World, plans: Sequence[Plan]) -> list[Plan]:
    """The plans that can be, with what lies behind the running cycle moved to its last days.

    Approval ends with the cycle, so nothing can be planned behind it yet; and a provider whose
    listing ended in the cycle before this one has nothing approved in this one.
    """
    last_day = world.days.cycle(world.days.today).last_day
    moved = [
        replace(plan, day=world.days.working_day(last_day)) if plan.day > last_day else plan
        for plan in plans
    ]
    return [plan for plan in moved if _can_be(world, plan)]


def _can_be(world: World, plan: Plan) -> bool:
    days, lapsed = world.days, LISTED[CETS[plan.cet].provider].lapsed
    if plan.fate in (Fate.PLANNED, Fate.CANCELLED):
        return plan.day > days.today
    return lapsed is None or days.cycle(plan.day).first_day <= days.today - timedelta(days=lapsed)
