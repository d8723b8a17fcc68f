"""How a provider's events appear in the directory, and why others do not."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals import services as approval_services
from cet_portal.core import clock
from sessions_events import services
from tests import builders
from tests.sessions_events.building import World

ADDRESS = "/events/how-you-appear/"


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def day(world):
    return clock.london_date(world.at) + timedelta(days=9)


def test_the_listing_is_the_same_as_everybody_sees(world, client, day):
    for days in range(3):
        world.event(day + timedelta(days=days), price="£25")
    other = World(title="Of another provider").event(day)

    own = world.client.get(ADDRESS)
    public = client.get(reverse("sessions_events:directory"))

    def listings(page):
        found = re.findall(r'<li class="mycet-result">.*?</li>', page.content.decode(), re.DOTALL)
        return [listing for listing in found if other.ev_number not in listing]

    assert len(listings(own)) == 3
    assert listings(own) == listings(public)
    assert other.ev_number not in own.content.decode()


def test_each_event_that_is_not_listed_has_its_reason_and_a_way_on(world, day):
    closed = world.event(day, open_to_all=False)
    cancelled = services.cancel_event(
        event=world.event(day), reason="No speaker.", actor=world.admin, at=world.at
    )
    empty = world.session(day, name="Nothing in it")
    past = world.event()

    page = world.client.get(ADDRESS)

    reasons = {event.ev_number: reason["says"] for event, reason in page.context["missing"]}
    assert reasons == {
        closed.ev_number: "You said that only invited people can come",
        cancelled.ev_number: (
            "It is cancelled: searches name it below the events, until its day is over"
        ),
    }
    assert empty.s_number in text_of(page)
    assert past.ev_number not in text_of(page)
    for _event, reason in page.context["missing"]:
        assert world.client.get(reason["url"]).status_code == 200


def test_an_event_of_withdrawn_cet_says_that_the_approval_is_gone(world, day):
    event = world.event(day)
    approval_services.withdraw_approval(
        application=world.application, reason="Out of date.", actor=builders.MANAGER, at=world.at
    )

    page = world.client.get(ADDRESS)

    assert page.context["page"].paginator.count == 0
    ((missing, reason),) = page.context["missing"]
    assert missing.ev_number == event.ev_number
    assert "withdrawn the approval" in reason["says"] or "cancelled" in reason["says"]


def test_what_makes_an_event_harder_to_find_is_said(world, day):
    event = world.event(day, booking_link="https://example.org/book")
    world.into(world.session(day, online=True, venue="", town=""), contact="01632 960000")
    event.session.latitude = event.session.longitude = None
    event.session.region = ""
    event.session.save()

    page = world.client.get(ADDRESS)

    ((found, faults),) = page.context["harder"]
    assert found.ev_number == event.ev_number
    assert len(faults) == 2
    assert "searches by distance leave it out" in text_of(page)


def test_it_asks_the_same_number_of_questions(world, day):
    for open_to_all in (True, False):
        world.event(day, open_to_all=open_to_all)
    browser = world.client
    browser.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        browser.get(ADDRESS)
    for days in range(10):
        world.event(day + timedelta(days=days))
        world.event(day + timedelta(days=days), open_to_all=False)
    with CaptureQueriesContext(connection) as many:
        browser.get(ADDRESS)

    assert len(many) == len(few)
