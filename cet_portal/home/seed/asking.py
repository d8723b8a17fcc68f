"""Threads about what registrants ask for: peer review that they lead, CET outside the UK."""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.home.seed.settling import staff_actor
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import Member, World
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import Profession
from sessions_events import services as event_services
from sessions_events.rules.groups import Named

LEADER = "Aoife O'Donnell"
TRAVELLER = "Helen Ashdown"
IN_A_GROUP = 4
PROGRAMME = b"Monday 9am: dry eye, new treatments. Tuesday 9am: imaging of the anterior eye."


def threads(world: World) -> list[Thread]:
    """A review with its points, one that waits for its confirmation, one for staff, and a
    meeting abroad that waits for staff."""
    return [
        reviewed(world, "Suspicious discs: when to refer", held_ago=16, confirmed_ago=14),
        reviewed(world, "Flashes and floaters at the front desk", held_ago=8),
        requested(world, "Children who cannot read the chart", ahead=9),
        abroad(world),
    ]


def reviewed(
    world: World, title: str, *, held_ago: int, confirmed_ago: int | None = None
) -> Thread:
    """Asked for and approved before it was held; confirmed, or not yet."""
    leader = world.actor(LEADER, "registrant")
    day = world.days.before(world.days.today, held_ago)
    yield (at := world.days.ago(held_ago + 8, 13))
    review = event_services.ask_review(
        values=_values(world, title, day), people=_others(world, day), actor=leader, at=at
    )
    yield (at := world.days.ago(held_ago + 6, 11))
    review = event_services.approve_review(review=review, actor=staff_actor(), at=at)
    if confirmed_ago is None:
        return
    yield (at := world.days.ago(confirmed_ago, 18))
    event_services.confirm_review(
        review=review,
        attended=list(review.participants.values_list("pk", flat=True)),
        discussion="Six cases; in two of them we would now refer sooner.",
        objectives_met="Each of us presented a case and said what to do differently.",
        actor=leader,
        at=at,
    )


def requested(world: World, title: str, *, ahead: int) -> Thread:
    """Asked for, and with staff."""
    day = world.days.ahead(ahead)
    yield (at := world.days.ago(2, 12))
    event_services.ask_review(
        values=_values(world, title, day),
        people=_others(world, day),
        actor=world.actor(LEADER, "registrant"),
        at=at,
    )


def abroad(world: World) -> Thread:
    """A meeting in Denver, with staff."""
    first = world.days.ahead(25)
    yield (at := world.days.ago(1, 16))
    event_services.ask_non_uk(
        values={
            "title": "Annual meeting",
            "body": "Rocky Mountain Academy of Eye Care",
            "country": "United States",
            "town": "Denver",
            "scheme": "COPE",
            "other_scheme": "",
            "modality": scheme_queries.modalities().get(code="LECTURE"),
            "minutes": 720,
            "learning": "New treatments of dry eye, and imaging of the anterior eye.",
            "interaction": "Questions after each lecture, and a clinic in small groups.",
            "points_asked": 6,
            "interactive_asked": 2,
            "units": ["O6"],
            "starts_at": world.days.at(first, 0),
            "ends_at": world.days.at(first + timedelta(days=1), 23, 59),
        },
        programme=SimpleUploadedFile("programme.txt", PROGRAMME),
        actor=world.actor(TRAVELLER, "registrant"),
        at=at,
    )


def _values(world: World, title: str, day: date) -> dict[str, Any]:
    return {
        "title": title,
        "about": "GENERAL",
        "scenario": "Each of us brings two cases from the last month, without names.",
        "objectives": "Decide when to refer.\nExplain the decision to the patient.",
        "starts_at": world.days.at(day, 18, 30),
        "ends_at": world.days.at(day, 20),
        "online": False,
        "venue": "The practice in Mill Lane",
        "town": "Leeds",
        "channel": "",
        "units": ["O1", "O6", "D1"],
    }


def _others(world: World, day: date) -> list[Named]:
    """Who comes with the leader: people with an account who are on the register on the day."""
    there = [member for member in world.register if _comes(member, day)]
    return [
        Named(line, member.number_on(day) or "", member.person.surname)
        for line, member in enumerate(there[:IN_A_GROUP], start=1)
    ]


def _comes(member: Member, day: date) -> bool:
    known = member.user is not None and member.person.name != LEADER
    return known and member.number_on(day) is not None and member.person.profession in Profession
