"""Threads about missing points: with the provider, with staff, disputed; a disputed cycle."""

from datetime import datetime, timedelta

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.home.seed.settling import staff_actor
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import World
from compliance import queries as compliance_queries
from compliance import services as cycle_disputes
from registrants.models import PointEntry
from sessions_events.enums import EventStatus
from sessions_events.models import Event
from sessions_events.services import cases

NORTHGATE = "northgate"
# Who asks; somebody else of the register where none of them missed an event.
ASK_NORTHGATE = ("Olu Adebayo", "Zoë Fraser-Müller")
DISPUTE = ("Bethan Lloyd-Hughes", "Aoife O'Donnell")
ASKS_STAFF = "Graham Tuttle"
LATELY = timedelta(days=200)


def threads(world: World) -> list[Thread]:
    """Each of them, with dates around today."""
    return [
        with_the_provider(world),
        with_staff(world),
        with_the_registrar(world),
        of_a_cycle(world),
    ]


def with_the_provider(world: World) -> Thread:
    """Somebody signed in and is not on the list; the provider asks back."""
    yield (at := world.days.ago(3, 12, 40))
    actor, event = somebody(world, ASK_NORTHGATE, besides=DISPUTE, at=at)
    case = cases.open_missing(
        event=event,
        words="I signed the list at the door and stayed to the end. My neighbour has his points.",
        actor=actor,
        at=at,
    )
    yield (at := world.days.ago(2, 15, 10))
    cases.write(
        case=case,
        text="We found your name on the list, with a number that we cannot read. We are on it.",
        actor=world.administrator(NORTHGATE),
        at=at,
    )


def with_staff(world: World) -> Thread:
    """Somebody knows the evening, but not its number: staff look for it."""
    yield (at := world.days.ago(2, 19, 5))
    cases.open_unlisted(
        provider_name="The local optical committee",
        title="An evening about myopia in children",
        day=london_date(world.days.ago(30)),
        words="It was in a hotel near the station. I have no certificate.",
        actor=world.actor(ASKS_STAFF, "registrant"),
        at=at,
    )


def with_the_registrar(world: World) -> Thread:
    """The provider says no, and the registrant disputes it."""
    yield (at := world.days.ago(18, 9, 30))
    actor, event = somebody(world, DISPUTE, besides=ASK_NORTHGATE, at=at)
    case = cases.open_missing(
        event=event,
        words="I was there from the first hour to the last.",
        actor=actor,
        at=at,
    )
    yield (at := world.days.ago(12, 14, 20))
    case = cases.refuse(
        case=case,
        reason="You are not on the sign-in list of the second half.",
        actor=world.administrator(NORTHGATE),
        at=at,
    )
    yield (at := world.days.ago(2, 20, 15))
    cases.dispute(
        case=case,
        words="The list of the second half was at the other door. Two colleagues saw me there.",
        actor=actor,
        at=at,
    )


def of_a_cycle(world: World) -> Thread:
    """After the end of a cycle somebody disputes its record; the registrar determines it."""
    new_year = world.days.cycle(world.days.today).first_day
    lodged, sent, determined = (
        world.days.at(world.days.working_day(new_year + timedelta(days=days)), 10)
        for days in (9, 15, 29)
    )
    yield (at := world.not_after_now(lodged))
    actor = world.actor(ASKS_STAFF, "registrant")
    ended = [each for each in compliance_queries.periods(new_year) if each.last_day < new_year]
    dispute = cycle_disputes.lodge(
        period=ended[0],
        words="I was at the frames course in Leeds in December, and its points do not count.",
        actor=actor,
        at=at,
    )
    yield (at := world.not_after_now(sent))
    dispute = cycle_disputes.send(dispute=dispute, actor=actor, at=at)
    if determined > world.days.now:
        return
    yield determined
    cycle_disputes.dismiss(
        dispute=dispute,
        reason="The provider uploaded them when the cycle had ended, and you did not ask before.",
        actor=staff_actor(),
        at=determined,
    )


def somebody(
    world: World, names: tuple[str, ...], *, besides: tuple[str, ...], at: datetime
) -> tuple[Actor, Event]:
    """The first of these people, or else of the register, who has no points for an event."""
    known = [member.person.name for member in world.register if member.user]
    for name in [*names, *(each for each in known if each not in besides)]:
        actor = world.actor(name, "registrant")
        event = missed(world, actor.person, at)
        if event:
            return actor, event
    raise LookupError("Everybody has points for every event of late.")


def missed(world: World, person_id: int, at: datetime) -> Event | None:
    """Northgate's latest uploaded event for people like this one, who has no points for it."""
    lines = PointEntry.objects.filter(registrant=person_id)
    alike = PointEntry.objects.filter(audience__in=lines.values("audience"))
    return (
        Event.objects.filter(
            provider=world.providers[NORTHGATE],
            status=EventStatus.UPLOADED,
            ends_at__range=(at - LATELY, at - timedelta(days=1)),
            ev_number__in=alike.values("event_reference"),
        )
        .exclude(ev_number__in=lines.values("event_reference"))
        .order_by("-ends_at", "pk")
        .first()
    )
