"""What stands in one's own calendar besides the last day to accept, each with its sum."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cet_portal.core.clock import LONDON
from compliance import queries
from compliance import services as compliance_services
from sessions_events.services import cases
from tests import builders
from tests.registrants.building import WINTER, accept, offer
from tests.sessions_events.asking import Group, approved_abroad, asks_abroad
from tests.sessions_events.building import World

pytestmark = pytest.mark.django_db
JANUARY = datetime(2028, 1, 5, 12, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def winter():
    with time_machine.travel(WINTER, tick=False):
        yield


def calendar_of(someone, client) -> str:
    page = builders.client_for(someone.user).post("/statement/calendar/new/", follow=True)
    address = re.search(r"/my-calendar/[\w-]+\.ics", page.content.decode())[0]
    return client.get(address).content.decode().replace("\r\n ", "").replace("\\,", ",")


def test_a_peer_review_and_its_confirmation(client):
    group = Group()
    review = group.approved()
    text = calendar_of(group.leader, client)
    assert f"SUMMARY:{review.number} {review.title}" in text
    assert f"SUMMARY:Last day: confirm {review.number}" in text
    assert f"DTSTART;TZID=Europe/London:{review.event.due_on:%Y%m%d}T000000" in text
    assert "10 working days after" in text
    assert review.get_absolute_url() in text


def test_whoever_is_named_in_a_review_has_it_and_not_its_confirmation(client):
    group = Group()
    review = group.approved()
    text = calendar_of(group.optometrist, client)
    assert f"SUMMARY:{review.number} {review.title}" in text
    assert "Last day: confirm" not in text


def test_a_confirmed_review_is_gone(client):
    group = Group()
    review = group.held()
    group.confirmed(review)
    assert review.number not in calendar_of(group.leader, client)


def test_evidence_of_cet_abroad(client):
    someone = builders.registrant()
    staff = builders.actor_of(builders.staff())
    asked = approved_abroad(asks_abroad(someone), staff)
    text = calendar_of(someone, client)
    assert f"SUMMARY:Last day: confirm {asked.number}" in text
    assert asked.title in text


def test_an_answer_that_can_be_disputed(client):
    someone, world = builders.registrant(), World(WINTER)
    event = world.declared()
    actor = builders.actor_of(someone.user, "registrant")
    case = cases.open_missing(event=event, words="I was there.", actor=actor, at=WINTER)
    case = cases.refuse(case=case, reason="Not on the list.", actor=world.admin, at=WINTER)
    text = calendar_of(someone, client)
    assert f"SUMMARY:Last day: dispute the answer to {case.reference}" in text
    assert "20 working days after" in text
    with time_machine.travel(WINTER + timedelta(days=60), tick=False):
        assert "dispute the answer" not in calendar_of(someone, client)


def test_the_last_day_to_dispute_the_record_and_to_show_documents(client):
    someone = builders.registrant()
    accept(offer(someone))
    assert "dispute your record" not in calendar_of(someone, client)
    with time_machine.travel(JANUARY, tick=False):
        text = calendar_of(someone, client)
        assert "SUMMARY:Last day: dispute your record of 2025-2027" in text
        assert "DTSTART;TZID=Europe/London:20280228T000000" in text
        actor = builders.actor_of(someone.user, "registrant")
        dispute = compliance_services.lodge(
            period=queries.period_named("2025-2027", queries.periods(JANUARY.date())),
            words="A line is missing.",
            actor=actor,
            at=JANUARY,
        )
        text = calendar_of(someone, client)
        assert "dispute your record" not in text
        assert f"SUMMARY:Last day: documents for {dispute.reference}" in text


def test_as_many_queries_for_many_reviews_as_for_one(client):
    group = Group()
    group.approved()
    calendar_of(group.leader, client)
    with CaptureQueriesContext(connection) as few:
        calendar_of(group.leader, client)
    for days in range(1, 6):
        group.approved(at=WINTER + timedelta(days=days))
    with CaptureQueriesContext(connection) as many:
        calendar_of(group.leader, client)
    assert len(many) <= len(few)
