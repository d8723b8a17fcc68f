"""Somebody without a whole month on the register in a cycle: nothing is required, nothing met."""

from datetime import date

import pytest
import time_machine

from tests import builders
from tests.registrants.building import accept, offer
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db
NOTHING = "There is no whole month on the register in this cycle, so nothing is required."
WAS = "There is no whole month on the register in this cycle, so nothing was required."
MET = ("You have met it", "0 of 0", "You meet every requirement", "this is met", ">Met<")
EARLY = london(2028, 1, 10, 12)
ADDRESSES = ("/", "/statement/", "/planner/", "/statement/requirements/general-points/")


@pytest.fixture
def leaving():
    """Who leaves the register 27 days after the cycle began."""
    builders.reference()
    found = builders.registrant()
    found.entries.update(end=date(2028, 1, 27))
    return found


def look(person, address, at=EARLY, **query):
    with time_machine.travel(at, tick=False):
        response = builders.client_for(person.user).get(address, query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("at", [EARLY, london(2028, 2, 1, 12)])
def test_nobody_is_told_that_they_met_it(leaving, address, at):
    page = look(leaving, address, at)
    if at == EARLY or address != "/planner/":
        assert NOTHING in page
    for claim in MET:
        assert claim not in page


def test_the_page_of_the_points_says_why_none_are_required(leaving):
    page = look(leaving, "/statement/")
    assert '/statement/requirements/general-points/?cycle=2028-2030">How this was worked' in page
    page = look(leaving, "/statement/requirements/general-points/")
    assert NOTHING in page
    assert "1 general point for each whole month" in page


def test_points_that_wait_add_to_nothing(leaving):
    offer(leaving, 1, day=date(2028, 1, 5), total=3)
    page = look(leaving, "/statement/")
    assert NOTHING in page
    assert "3 points are waiting for you" in page
    assert "of 0" not in page


def test_once_it_is_over_nothing_was_required(leaving):
    accept(offer(leaving, 1, day=date(2028, 1, 5), total=3), at=EARLY)
    after = london(2031, 1, 10, 12)
    page = look(leaving, "/statement/", after, cycle="2028-2030")
    assert WAS in page
    assert "You have met it" not in page
    page = look(leaving, "/statement/", after)
    assert "you met every requirement" not in page
    assert "Your last cycle ended: there was no whole month on the register in it" in page


def test_a_plan_to_leave_says_so(leaving):
    leaving.entries.update(end=None)
    page = look(leaving, "/planner/", leaving_on="20 1 2028")
    assert "With this plan there is no whole month on the register in this cycle" in page
    assert "you meet every requirement" not in page


def test_the_record_claims_nothing(leaving):
    page = look(leaving, "/statement/record/", cycles="2028-2030", parts="REQUIREMENTS")
    assert NOTHING in page
    assert "Met" not in page[page.index("Cycle 1 January 2028") :]
