"""Events of a plan that can be attended no more: each says what became of it."""

from datetime import date, timedelta

import pytest

from sessions_events import services
from tests.compliance.planner_pages import NOW, look, text
from tests.registrants.building import offer
from tests.sessions_events.building import World

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=10)
OVER = "This event is over. If you attended, its points come to your statement."


@pytest.fixture
def world():
    return World(at=NOW, title="Corneal topography")


@pytest.fixture
def event(world):
    return world.event(NOW.date() + timedelta(days=5))


def said_of(owner, number, at=LATER) -> str:
    said = text(look(owner.user, f"event={number}", at))
    return said[said.index("Your plan Events on the plan") :].partition("Look there")[0]


def test_one_that_is_over_leads_to_the_statement(owner, event):
    said = said_of(owner, event.ev_number)
    assert "Corneal topography" in said
    assert "Saturday 7 November 2026" in said
    assert OVER in said
    assert "directory" not in said.partition("Save this plan")[0].partition("Choose events")[0]


def test_one_whose_points_were_given_says_so(owner, world, event):
    line = offer(owner, 1, day=date(2026, 11, 7), at=LATER)
    type(line).objects.filter(pk=line.pk).update(c_number=world.application.c_number)
    said = said_of(owner, event.ev_number)
    assert "This event is over, and its CET is on your statement." in said
    assert OVER not in said


@pytest.mark.parametrize(
    ("call_off", "words"),
    [
        (services.cancel_event, "This event is cancelled, so it counts for nothing."),
        (services.say_not_held, "This event did not take place, so it counts for nothing."),
    ],
)
def test_one_that_was_called_off_is_named(owner, world, event, call_off, words):
    at = NOW + timedelta(days=1 if call_off is services.cancel_event else 8)
    call_off(event=event, reason="The hall is closed.", actor=world.admin, at=at)
    said = said_of(owner, event.ev_number)
    assert "Corneal topography" in said
    assert words in said
    assert OVER not in said


def test_one_that_is_not_for_everybody_stays_unnamed(owner, world, event):
    type(event).objects.filter(pk=event.pk).update(open_to_all=False)
    said = said_of(owner, event.ev_number)
    assert "Corneal topography" not in said
    assert "This event is not in the directory (any more), so it counts for nothing." in said


def test_one_to_come_whose_approval_ended_keeps_its_name(owner, world, event):
    type(world.application).objects.filter(pk=world.application.pk).update(
        approval_ends=NOW.date() - timedelta(days=1)
    )
    said = said_of(owner, event.ev_number, NOW)
    assert "Corneal topography" in said
    assert "This event is not in the directory at present, so it counts for nothing." in said
