"""A registrant marks events as booked, or signs in on the day."""

from datetime import timedelta

import pytest
import time_machine

from registrants import services as register_services
from registrants.models import EventMark
from tests import builders
from tests.sessions_events.building import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """An open event to come."""
    return World().event()


@pytest.fixture
def owner():
    return builders.registrant()


def press(user, event, value, at):
    with time_machine.travel(at, tick=False):
        client = builders.client_for(user)
        address = f"/directory/events/{event.ev_number}/mark/"
        return client.post(address, {"mark": value}, follow=True).content.decode()


def look(user, event, at):
    with time_machine.travel(at, tick=False):
        client = builders.client_for(user)
        return client.get(f"/directory/events/{event.ev_number}/").content.decode()


def test_booked_before_and_signed_in_on_the_day(owner, event):
    before = event.starts_at - timedelta(days=2)
    page = look(owner.user, event, before)
    assert "I have booked this" in page
    assert "I am attending" not in page
    assert "Marked as booked." in press(owner.user, event, "BOOKED", before)
    assert "sign in on the day of the event" in press(owner.user, event, "SIGNED_IN", before)
    assert EventMark.objects.get().kind == "BOOKED"
    assert "I am attending: sign in" in look(owner.user, event, event.starts_at)
    assert "You are signed in" in press(owner.user, event, "SIGNED_IN", event.starts_at)
    assert EventMark.objects.get().kind == "SIGNED_IN"


def test_not_after_the_day_of_the_event(owner, event):
    after = event.ends_at + timedelta(days=1)
    assert "This event is over" in press(owner.user, event, "BOOKED", after)
    assert "I have booked this" not in look(owner.user, event, after)
    assert not EventMark.objects.exists()


def test_a_mark_is_taken_away_and_nonsense_changes_nothing(owner, event):
    at = event.starts_at
    press(owner.user, event, "BOOKED", at)
    press(owner.user, event, "<b>", at)
    assert EventMark.objects.count() == 1
    assert "The mark is gone." in press(owner.user, event, "none", at)
    assert not EventMark.objects.exists()


def test_my_events_lists_them_with_their_points(owner, event):
    with time_machine.travel(event.starts_at, tick=False):
        client = builders.client_for(owner.user)
        page = client.get("/my-events/").content.decode()
        assert "Events that you booked or signed in to appear here." in page
        register_services.mark_event(
            event_reference=event.ev_number,
            kind="BOOKED",
            actor=builders.actor_of(owner.user),
            at=event.starts_at,
        )
        page = client.get("/my-events/").content.decode()
        assert event.application.title in page
        assert "None yet" in page


def test_nobody_else_has_marks(event):
    _provider, admin = builders.provider_with()
    assert "I have booked this" not in look(admin, event, event.starts_at)
    client = builders.client_for(admin)
    assert client.post(f"/directory/events/{event.ev_number}/mark/").status_code == 403
