"""Threads about statements: a line declined, one queried, notes, a standing instruction,
links for an employer."""

from datetime import datetime, timedelta

from cet_portal.core.actor import NOBODY, Actor
from cet_portal.core.clock import london_date
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import World
from cet_portal.scheme import limits
from registrants import services as register_services
from registrants.enums import DeclineReason, MarkKind, PointStatus, QueryProblem, SharedPart
from registrants.models import PointEntry, Registrant, ShareLink
from sessions_events import queries as event_queries

# Her statement is told of elsewhere, line by line.
TOLD_ELSEWHERE = "Aoife O'Donnell"
# So is this event, with how many have accepted.
TOLD_WITH_FIGURES = "Dry eye in practice"
WRONG = "I stayed for the discussion in small groups as well, so it should be one point more."
NOTES = (
    "We compared how each of us measures dry eye. Since then I note the tear break-up time at "
    "every contact lens check, and ask about screens first."
)
EMPLOYER, OLD_EMPLOYER = "Mill Lane Opticians", "Corner House Eyecare"
BOOK = "Clinical Optics, chapters 4 to 6"


def objections(world: World) -> Thread:
    """Two people look at what waits for them, and are not content."""
    yield (at := world.days.ago(1) + timedelta(hours=9, minutes=20))
    waiting = [
        line
        for line in PointEntry.objects.filter(
            status=PointStatus.PENDING,
            due_on__gte=london_date(at),
            registrant__user__isnull=False,
        )
        .exclude(title=TOLD_WITH_FIGURES)
        .select_related("registrant__user")
        .order_by("-arrived_at", "pk")
        if line.registrant.user.name != TOLD_ELSEWHERE
    ]
    if len(waiting) < 2:
        return
    wrong, not_mine = waiting[0], waiting[-1]
    register_services.query_line(
        entry=wrong,
        problem=QueryProblem.POINTS,
        message=WRONG,
        actor=world.actor(wrong.registrant.user.name, "registrant"),
        at=at,
    )
    yield (at := at + timedelta(minutes=7))
    register_services.decline_lines(
        lines=[not_mine.pk],
        because=DeclineReason.NOT_COMPLETED,
        actor=world.actor(not_mine.registrant.user.name, "registrant"),
        at=at,
    )


def own_words(world: World) -> Thread:
    """Somebody writes down what they took away, reads a book, and marks the next event."""
    yield (at := world.days.ago(2) + timedelta(hours=18))
    accepted = PointEntry.objects.filter(
        status=PointStatus.ACCEPTED, registrant__user__isnull=False
    )
    line = accepted.select_related("registrant__user").order_by("-peer_review", "pk").last()
    if line is None:
        return
    person: Registrant = line.registrant
    actor = world.actor(person.user.name, "registrant")
    register_services.write_reflection(entry=line, text=NOTES, actor=actor, at=at)
    register_services.keep_learning(
        learned_on=london_date(at) - timedelta(days=3),
        title=BOOK,
        minutes=120,
        notes="",
        actor=actor,
        at=at,
    )
    register_services.give_instruction(actor=actor, at=at)
    event = event_queries.upcoming(at).order_by("starts_at", "pk").first()
    if event is not None:
        register_services.mark_event(
            event_reference=event.ev_number, kind=MarkKind.BOOKED, actor=actor, at=at
        )


def shown_to_others(world: World) -> Thread:
    """A link for an employer that was opened and works, one taken back, and a calendar."""
    actor = world.actor(TOLD_ELSEWHERE, "registrant")
    cycle = world.days.cycle(world.days.today).name
    yield (at := world.days.ago(9, 20, 30))
    old, _token = _link(OLD_EMPLOYER, cycle, actor=actor, at=at)
    yield (at := world.days.ago(7, 8, 15))
    register_services.revoke(link=old, actor=actor, at=at)
    link, _token = _link(EMPLOYER, cycle, actor=actor, at=at)
    register_services.new_feed(actor=actor, at=at)
    yield (at := world.days.ago(6, 11, 50))
    register_services.opened(link=link, actor=NOBODY, at=at)


def _link(label: str, cycle: str, *, actor: Actor, at: datetime) -> tuple[ShareLink, str]:
    return register_services.share(
        label=label,
        parts=[SharedPart.REGISTER, SharedPart.REQUIREMENTS, SharedPart.ACCEPTED],
        cycles=[cycle],
        expires_on=london_date(at) + timedelta(days=limits.SHARE_LINK_DAYS),
        actor=actor,
        at=at,
    )
