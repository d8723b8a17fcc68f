"""One way of showing the status of an event, on every list and page."""

from datetime import timedelta

import pytest

from cet_portal.core import clock
from sessions_events import services
from sessions_events.models import Event
from sessions_events.queries.shown import status_of, with_status
from tests.sessions_events.building import World
from tests.sessions_events.certifying import uploaded
from tests.sessions_events.test_views_delivering import text_of, url

pytestmark = pytest.mark.django_db


def shown(event) -> str:
    return status_of(Event.objects.get(pk=event.pk), clock.now())[1]


def tag(words: str) -> str:
    return f">{words}</strong>"


def test_what_is_over_is_delivered_on_the_front_page_as_on_the_list(world, staff):
    world.event()

    for page in (world.client.get("/"), world.client.get(url("event_list"))):
        assert tag("Delivered") in text_of(page)
        assert tag("Planned") not in text_of(page)


def test_the_front_page_of_staff_says_delivered_of_what_is_overdue(staff):
    World(at=clock.now() - timedelta(days=40)).event()

    page = text_of(staff.get("/"))

    assert tag("Delivered") in page
    assert tag("Planned") not in page


def test_declared_with_nobody_is_not_uploaded(world):
    event = world.declared(completers=0)

    assert shown(event) == "Done, nobody completed it"
    for page in (url("event", event.ev_number), url("event_list")):
        assert tag("Done, nobody completed it") in text_of(world.client.get(page))
        assert tag("Uploaded") not in text_of(world.client.get(page))


def test_after_all_points_are_withdrawn_it_is_done_without_points(world, marsh):
    event = uploaded(world, marsh)
    assert shown(event) == "Uploaded"
    rows = [row.pk for upload in event.uploads.all() for row in upload.rows.all()]

    services.withdraw(event=event, rows=rows, reason="Wrong.", actor=world.admin, at=world.at)

    assert shown(event) == "Done, no points"


def test_the_queries_are_as_many_for_one_as_for_many(world, marsh, django_assert_num_queries):
    for _each in range(2):
        world.declared(completers=0)
    uploaded(world, marsh)
    events = list(Event.objects.select_related("application__modality").order_by("pk"))

    for some in (events[:1], events):
        with django_assert_num_queries(2):
            with_status(some, world.at)
