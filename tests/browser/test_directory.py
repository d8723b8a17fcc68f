"""Finding an event in a browser: by distance, through an empty result, on a phone."""

from datetime import timedelta

import pytest

from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from tests.builders import PASSWORD, member
from tests.sessions_events.building import World

pytestmark = pytest.mark.browser
LEEDS, LONDON = (53.79648, -1.54785), (51.50853, -0.12574)


@pytest.fixture
def world(transactional_db):
    """One evening in Leeds, one in London, one online."""
    world = World()
    day = clock.london_date(world.at) + timedelta(days=9)
    for town, region, (north, east) in (
        ("Leeds", "YORKSHIRE", LEEDS),
        ("London", "LONDON", LONDON),
    ):
        session = world.session(
            day, name=f"{town} evening", town=town, region=region, latitude=north, longitude=east
        )
        world.into(session, price="£25", booking_link="https://example.org/book")
    world.into(world.session(day, name="Online evening", online=True, venue="", town=""))
    return world


@pytest.mark.parametrize("phone", [False, True])
def test_search_by_distance_and_out_of_an_empty_result(person, world, phone):
    ada = person("Ada", phone=phone)
    ada.opens("/directory/")
    ada.sees("3 events")

    ada.types("Near which place?", "Bradford")
    ada.chooses("Within", "25 miles")
    ada.presses("Search")
    ada.sees("Civic Hall, Leeds · 8 miles from Bradford")
    ada.sees_not("Civic Hall, London")
    ada.sees("1 more event can be followed from anywhere")

    ada.types("Near which place?", "Lerwick")
    ada.presses("Search")
    ada.sees("No event fits your search.")
    ada.follows("3 events match without the place")
    ada.sees("Civic Hall, London")

    ada.types("Near which place?", "Newport")
    ada.presses("Search")
    ada.sees("There are several places called Newport")
    ada.page.get_by_role("link", name="Newport, Isle of Wight", exact=True).click()
    ada.sees("The nearest first.")

    ada.opens("/directory/?text=leeds")
    ada.follows(world.application.title)
    ada.sees("Put it into your calendar")
    ada.opens("/directory/cet/")
    ada.sees(world.application.c_number)


def test_a_provider_looks_how_it_appears(person, world):
    priya = person("Priya")
    account = member(world.provider, Role.SYSTEM_ADMINISTRATOR)
    priya.signs_in(account.email, PASSWORD)
    priya.opens("/events/")
    priya.follows("How you appear in the directory")
    priya.sees("Everything that you plan is in the directory.")
    priya.sees("3 events")
