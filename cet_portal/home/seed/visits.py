"""Threads about registrants: they look at their statement, accept points and rate CET."""

from datetime import datetime, timedelta

from cet_portal.core.actor import CLOCK
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import Member, World
from registrants import queries as register_queries
from registrants import services as register_services
from registrants.models import PointEntry
from sessions_events import services as event_services
from sessions_events.models import Upload

# Days between two visits, by how keen somebody is; others do not come.
DAYS_BETWEEN = {3: 55, 2: 130}
RATED = 0.45
# So many working days before today, so that the points of the last weeks are still pending.
LAST_VISITS = 14

SCORES = (5, 5, 5, 4, 5, 4, 4, 5, 3, 5, 4, 2)
COMMENTS = {
    5: (
        "Clear, to the point, and I changed what I do on the next morning.",
        "The cases were just like mine.",
        "The best evening of CET in years.",
        "I have already used the three questions with two patients.",
        "Worth the drive. The discussion at our table was excellent.",
        "Well paced, and every objective was met.",
        "",
        "",
        "",
    ),
    4: (
        "Good speaker; a little more time for questions would help.",
        "Useful, though the room was cold.",
        "A handout with the figures would have been good.",
        "Solid. I should have liked one more case.",
        "",
        "",
        "",
    ),
    3: ("The first half repeated what most of us knew.", "Too much for one evening.", ""),
    2: ("I could not read the slides from the back.", "It began twenty minutes late."),
}


def visits(world: World, member: Member) -> Thread:
    """One person's visits from the beginning until shortly before now."""
    between = DAYS_BETWEEN.get(member.person.keen)
    if between is None or member.user is None:
        return
    actor = world.actor(member.person.name, "registrant")
    last = world.days.ago(LAST_VISITS)
    at = world.began + timedelta(days=world.chance.randrange(between), hours=9)
    while at < last:
        yield at
        for entry in register_services.accept_all(actor=actor, at=at):
            if world.chance.random() < RATED:
                rate(world, member, entry, world.chance.choice(SCORES), at=at)
        at += timedelta(days=world.chance.randint(between // 2, between), minutes=13)


def rate(world: World, member: Member, entry: PointEntry, score: int, *, at: datetime) -> None:
    """A rating, with a comment that goes with its score, or without."""
    event_services.rate(
        entry=entry,
        score=score,
        comment=world.chance.choice(COMMENTS[score]),
        actor=world.actor(member.person.name, "registrant"),
        at=at,
    )


def answers(
    world: World, upload: Upload, *, scores: tuple[int | None, ...], later: tuple[str, ...]
) -> Thread:
    """People accept the points of one upload one after the other, from the next day on.

    `scores`: what each of them gives, None without a rating; as many accept as there are
    scores. The people named in `later` have not looked yet.
    """
    entries = {
        line.registrant_id: line for line in register_queries.lines_for(upload.event.ev_number)
    }
    coming = [
        member
        for member in world.register
        if member.user and member.registrant.pk in entries and member.person.name not in later
    ]
    for place, (member, score) in enumerate(zip(coming, scores, strict=False)):
        at = world.not_after_now(upload.made_at + timedelta(hours=20 + 2 * place))
        entry = entries[member.registrant.pk]
        if at.date() > entry.due_on:
            return
        yield at
        actor = world.actor(member.person.name, "registrant")
        entry = register_services.accept(entry=entry, actor=actor, at=at)
        if score is not None:
            rate(world, member, entry, score, at=at)


def end_of_cycle(world: World) -> Thread:
    """What nobody accepted lapses when the cycle before this one has ended."""
    night = world.days.at(world.days.cycle(world.days.today).first_day, 0, 15)
    yield (night := world.not_after_now(night))
    register_services.lapse(lines=register_queries.to_lapse(night.date()), actor=CLOCK, at=night)
