"""Threads about people without a registration number, and about one without internet."""

from datetime import date, datetime, timedelta

from cet_portal.core.actor import CLOCK, NOBODY
from cet_portal.home.seed.people import REGISTER_DOMAIN, address
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import World
from registrants import queries, services
from registrants.enums import RequestWay

STAFF = "Daniel Osei"
BORN = date(1999, 6, 21)


def threads(world: World):
    """Each of them, with dates around today."""
    return [
        joins(world, "Noor", "Haddad", "OPTOMETRIST", at=world.days.ago(40, 10)),
        joins(world, "Bryn", "Cadwaladr", "DISPENSING_OPTICIAN", at=world.days.ago(6, 17)),
        writes_a_letter(world, at=world.days.ago(3, 11)),
    ]


def joins(world: World, forenames: str, surname: str, joining: str, *, at: datetime) -> Thread:
    """Somebody who is not on the register yet opens an account and gets a U-reference."""
    yield at
    request = services.ask_for_account(
        forenames=forenames,
        surname=surname,
        date_of_birth=BORN,
        joining=joining,
        email=address(f"{forenames} {surname}", REGISTER_DOMAIN),
        actor=NOBODY,
        at=at,
    )
    services.find_answer(request=request, actor=CLOCK, at=at)
    yield (opened := at + timedelta(minutes=9))
    # Nobody signs in with it: a password that nobody knows.
    services.open_with_password(request=request, password=None, actor=NOBODY, at=opened)


def writes_a_letter(world: World, *, at: datetime) -> Thread:
    """Somebody without an account asks staff to accept everything."""
    yield at
    staff = world.actor(STAFF, "staff")
    without = [member.registrant for member in world.register if member.user is None]
    waiting = ((each, list(queries.lines_to_assist(each)[:40])) for each in without)
    found = next(((each, lines) for each, lines in waiting if lines), None)
    if found is None:
        return
    person, lines = found
    request = services.record_request(
        registrant=person,
        way=RequestWay.LETTER,
        received_on=world.days.ago(5, 9).date(),
        words="I have no computer. Please accept all the points that are waiting for me.",
        actor=staff,
        at=at,
    )
    services.accept_for(request=request, lines=[line.pk for line in lines], actor=staff, at=at)
