"""Somebody was declared and nobody uploaded, or nobody completed it: what the pages say of it."""

from datetime import timedelta

import pytest

from cet_portal.core import clock
from sessions_events import services
from sessions_events.models import Event
from tests.sessions_events.building import DECLARATION, World, london
from tests.sessions_events.test_declarations import correct
from tests.sessions_events.test_views_delivering import posted, text_of, url

pytestmark = pytest.mark.django_db
REASON = {"reason": "They only enrolled.", "number": "1"}


@pytest.fixture
def far(db, time_machine):
    """In the middle of a month, so that its nil return is not overdue yet."""
    time_machine.move_to(london(2026, 6, 17))
    return World(at=clock.now() - timedelta(days=3)).teaches_at_a_distance()


@pytest.fixture
def closed(far):
    """A course that closed yesterday; 24 people were declared while it was open."""
    event = far.course(far.at - timedelta(days=2), far.at + timedelta(days=2))
    values = {**DECLARATION, "attendees": 30, "completers": 24}
    return services.declare(event=event, values=values, actor=far.admin, at=far.at)


def test_the_last_nil_return_names_the_declared_and_is_not_made(far, closed):
    for press in (far.client.get, far.client.post):
        page = text_of(press(url("nil_return", closed.ev_number, "last"), follow=True))

        assert "24 were declared as completers, nobody has been uploaded" in page
        assert "correct the declaration first" in page
    assert Event.objects.get().status == "DECLARED"


def test_a_nil_return_of_a_month_names_the_declared_on_its_check_page(far, closed):
    month = closed.duties.get(month__isnull=False, due_on__gte=clock.today()).month

    page = text_of(far.client.get(url("nil_return", closed.ev_number, f"{month:%Y-%m}")))

    assert "24 were declared as completers, nobody has been uploaded" in page


def test_a_correction_to_nobody_says_before_that_the_duty_ends(world):
    event = world.declared(attendees=30, completers=24)
    data = posted(attendees="30", completers="0", **REASON)

    page = text_of(world.client.post(url("correct", event.ev_number), data))

    assert "24 were declared as completers, nobody has been uploaded" in page
    assert "the duty ends" in page


def test_a_correction_to_somebody_says_before_that_the_upload_is_owed_again(world):
    event = world.declared(completers=0)
    data = posted(completers="2", **REASON)

    page = text_of(world.client.post(url("correct", event.ev_number), data))

    assert "2 were declared as completers, nobody has been uploaded" in page
    assert "owed again" in page


def test_without_points_no_page_speaks_of_points_that_wait(world):
    event = world.declared(attendees=30, completers=24)
    correct(world, event, completers=0)

    page = text_of(world.client.get(url("event", event.ev_number)))

    assert "Declared: nobody completed the CET" in page
    assert "wait on people" not in page


def test_finished_with_people_declared_and_none_uploaded_is_named(world, marsh):
    event = world.declared(completers=2)
    sent = world.upload(event, (1, marsh.entries.get().number, marsh.surname))
    rows = [sent.rows.get().pk]
    services.withdraw(event=event, rows=rows, reason="Another.", actor=world.admin, at=world.at)

    page = text_of(world.client.get(url("event", event.ev_number)))

    assert "Finished without points" in page
    assert "wait on people" not in page
