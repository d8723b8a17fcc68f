"""What pages say of distance learning, of what is over, and of what cannot be declared."""

from datetime import timedelta

import pytest

from sessions_events import services
from tests.sessions_events.building import DECLARATION, World
from tests.sessions_events.test_views_delivering import text_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def far(db):
    return World().teaches_at_a_distance()


def page_of(world, event):
    return text_of(world.client.get(url("event", event.ev_number)))


def test_distance_learning_to_come_is_declared_once_it_is_open(far):
    event = far.course(far.at + timedelta(days=3), far.at + timedelta(days=40))

    page = page_of(far, event)
    refused = text_of(far.client.get(url("declare", event.ev_number), follow=True))

    assert "Declare it once it is open" in page
    assert "When it is over" not in page
    assert "Distance learning is declared once it is open: from" in refused
    assert event.ev_number in refused


def test_open_distance_learning_that_is_declared_owes_uploads_and_no_declaration(far):
    event = far.course(far.at - timedelta(days=3), far.at + timedelta(days=40))
    services.declare(event=event, values=DECLARATION, actor=far.admin, at=far.at)

    page = page_of(far, event)

    assert "Upload or make a nil return by" in page
    assert "Declare and upload by" not in page


def test_staff_read_how_long_distance_learning_is_open_and_not_when_it_was_delivered(staff):
    far = World(at=World().at - timedelta(days=70)).teaches_at_a_distance()
    far.course(far.at - timedelta(days=3), far.at + timedelta(days=100))

    page = text_of(staff.get(url("overdue_of", far.provider.pk)))

    assert "Distance learning until" in page


def test_what_is_over_is_shown_as_delivered_and_what_is_to_come_as_planned(world):
    over = world.event()
    to_come = world.event((world.at + timedelta(days=3)).date())

    assert "Delivered</strong>" in page_of(world, over)
    assert "Planned</strong>" in page_of(world, to_come)
    listed = text_of(world.client.get(url("event_list")))
    assert "Delivered</strong>" in listed
    assert "Planned</strong>" in listed
    session = text_of(world.client.get(url("session", over.session.s_number)))
    assert "Delivered</strong>" in session


def test_a_cancelled_event_is_not_said_to_be_declared(world):
    event = world.event((world.at + timedelta(days=3)).date())
    services.cancel_event(event=event, reason="Snow.", actor=world.admin, at=world.at)

    page = text_of(world.client.get(url("declare", event.ev_number), follow=True))

    assert "There is nothing to declare" in page
    assert "has been declared already" not in page


def test_too_early_leads_to_the_event(world):
    event = world.event((world.at + timedelta(days=3)).date())

    answer = world.client.get(url("declare", event.ev_number))

    assert answer.url == url("event", event.ev_number)
