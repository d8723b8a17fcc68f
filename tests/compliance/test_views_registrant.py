"""The statement page."""

from datetime import date, datetime

import pytest
import time_machine

from cet_portal.core.clock import LONDON
from sessions_events import services as event_services
from tests import builders
from tests.registrants.building import NEW_YEAR, WINTER, accept, offer
from tests.sessions_events.building import World

pytestmark = pytest.mark.django_db
PAGE = "/statement/"
QUERIES = 25


def look(user, at=WINTER, **query):
    with time_machine.travel(at, tick=False):
        return builders.client_for(user).get(PAGE, query)


def test_pending_points_stand_on_top_with_what_they_would_do():
    owner = builders.registrant()
    accept(offer(owner, 1, total=30))
    offer(owner, 2, total=3)
    offer(owner, 3, total=1)
    page = look(owner.user).content.decode()
    assert "4 points are waiting for you" in page
    assert "Accept all 4 points" in page
    assert "<strong>34 of 36</strong> general points" in page
    assert "11:59pm on Friday 31 December 2027" in page
    assert page.index("waiting for you") < page.index("What you need") < page.index("Your record")
    assert "30 of 36 points obtained" in page
    assert "36 whole months on the register" in page
    assert page.count('value="') >= 3, "each form is guarded"


def test_one_pending_line_has_one_button():
    owner = builders.registrant()
    offer(owner, total=2)
    page = look(owner.user).content.decode()
    assert "Accept all 2 points" in page
    assert page.count('action="/statement/accept/') == 1


def test_nothing_pending_is_said_calmly():
    page = look(builders.registrant().user).content.decode()
    assert "No points are waiting for you." in page
    assert "The CET you complete in this cycle appears here." in page


def test_what_was_just_accepted_can_be_rated():
    owner = builders.registrant()
    line = accept(offer(owner))
    page = look(owner.user, accepted=str(line.pk)).content.decode()
    assert f'href="/statement/rate/{line.pk}/"' in page
    assert "How good was it?" in page
    nonsense = look(owner.user, accepted="x,99999999999999999999,").content.decode()
    assert "How good was it?" not in nonsense


def test_a_rating_is_shown_and_an_approved_cet_leads_to_the_directory():
    world = World()
    owner = builders.registrant()
    line = world.accepted(world.declared(completers=1), owner)
    actor = builders.actor_of(owner.user, "registrant")
    event_services.rate(entry=line, score=4, comment="", actor=actor, at=world.at)
    page = builders.client_for(owner.user).get(PAGE).content.decode()
    assert "You rated it 4 of 5" in page
    assert f'href="/directory/{line.c_number}/"' in page
    page = builders.client_for(owner.user).get(f"/statement/lines/{line.pk}/").content.decode()
    assert "You rated it 4 of 5: change your rating" in page
    assert f'href="/statement/rate/{line.pk}/"' in page


def test_past_cycles_stay_readable():
    owner = builders.registrant()
    offer(owner, 1, day=date(2024, 5, 1))
    page = look(owner.user, cycle="2022-2024").content.decode()
    assert "Your CET statement, 2022 to 2024" in page
    assert "What you needed" in page
    assert "waiting for you" not in page
    assert 'href="/statement/?cycle=2025-2027"' in page


def test_lapsed_and_late_lines_say_what_happened():
    owner = builders.registrant()
    offer(owner, 1, at=NEW_YEAR)
    page = look(owner.user, at=NEW_YEAR, cycle="2025-2027").content.decode()
    assert "Arrived after the cycle ended, or a question was open; GOC staff decide" in page


@pytest.mark.parametrize("cycle", ["2031-2033", "nonsense", "2025-2026"])
def test_a_cycle_that_is_none_is_not_found(cycle):
    assert look(builders.registrant().user, cycle=cycle).status_code == 404


def test_before_the_scheme_there_is_no_cycle():
    at = datetime(2005, 6, 30, 12, tzinfo=LONDON)
    assert look(builders.registrant().user, at=at).status_code == 404


def test_other_roles_have_no_statement():
    assert builders.client_for(builders.staff()).get(PAGE).status_code == 403


@pytest.mark.parametrize("lines", [2, 30])
def test_the_page_takes_the_same_queries(lines, django_assert_num_queries):
    owner = builders.registrant()
    for number in range(lines):
        line = offer(owner, number, total=1)
        if number % 2:
            accept(line)
    with time_machine.travel(WINTER, tick=False):
        client = builders.client_for(owner.user)
        with django_assert_num_queries(QUERIES):
            assert client.get(PAGE).status_code == 200
