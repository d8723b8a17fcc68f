"""A cycle has ended: who lost points is told, once, and sees it where they look."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cet_portal.core.clock import LONDON
from cet_portal.core.models import OutboxMessage, StatusChange
from registrants import tasks
from tests import builders
from tests.registrants.building import NEW_YEAR, WINTER, accept, offer

pytestmark = pytest.mark.django_db
JANUARY = datetime(2028, 1, 10, 12, tzinfo=LONDON)


def lapse(at=NEW_YEAR):
    with time_machine.travel(at, tick=False):
        tasks.lapse_pending()


def told():
    return OutboxMessage.objects.filter(kind="points_lapsed").order_by("pk")


def look(user, address="/statement/", at=JANUARY, **query):
    with time_machine.travel(at, tick=False):
        return " ".join(builders.client_for(user).get(address, query).content.decode().split())


@pytest.fixture
def someone():
    """Who accepted 30 points and left 5 lying."""
    found = builders.registrant()
    accept(offer(found, 1, total=30))
    offer(found, 2, total=3)
    offer(found, 3, total=2)
    return found


def test_one_message_says_how_many_lapsed_and_what_can_be_done(someone):
    lapse()
    lapse()
    mail = told().get()
    assert mail.to == someone.user.email
    assert mail.subject == "5 CET points lapsed at the end of the cycle 2025-2027"
    assert "They were 2 entries" in mail.body
    assert "until 11:59pm on Monday 28 February 2028" in mail.body
    assert mail.path == "/statement/?cycle=2025-2027"


def test_a_message_counts_everything_however_the_lines_fall_into_sets(someone, monkeypatch):
    monkeypatch.setattr("cet_portal.core.sweeps.SET_SIZE", 1)
    lapse()
    assert told().get().subject.startswith("5 CET points")
    assert StatusChange.objects.filter(step="lapse").count() == 2


def test_who_has_no_account_or_lost_nothing_is_not_told():
    accept(offer(builders.registrant(), 1))
    silent = builders.registrant()
    silent.user = None
    silent.save()
    offer(silent, 2)
    lapse()
    assert not told()


def test_as_many_queries_for_many_people_as_for_one():
    def run(first, people):
        for number in range(first, first + people):
            offer(builders.registrant(), number)
        with CaptureQueriesContext(connection) as made:
            lapse()
        return len(made)

    few = run(1, 1)
    assert run(10, 30) <= few


@pytest.mark.parametrize("address", ["/", "/statement/"])
def test_in_january_the_new_cycle_says_how_the_last_one_ended(someone, address):
    lapse()
    page = look(someone.user, address)
    assert "ended with something missing: General points 30 of 36, Interactive" in page
    assert "; 5 points lapsed." in page
    assert 'href="/statement/?cycle=2025-2027"' in page
    assert 'href="/statement/wrong/?cycle=2025-2027"' in page
    assert "11:59pm on Monday 28 February 2028" in page


def test_from_march_on_it_says_nothing_more(someone):
    lapse()
    page = look(someone.user, at=datetime(2028, 3, 1, tzinfo=LONDON))
    assert "Your last cycle ended" not in page


def test_who_joins_the_register_now_has_no_last_cycle():
    new = builders.registrant(start=date(2028, 1, 3))
    assert "Your last cycle ended" not in look(new.user)


def test_the_page_of_the_old_cycle_adds_up_what_lapsed(someone):
    lapse()
    page = look(someone.user, cycle="2025-2027")
    assert "5 points lapsed: nobody had accepted them by the end of the cycle." in page


def test_before_the_end_nothing_is_said(someone):
    assert "lapsed:" not in look(someone.user, at=WINTER)
