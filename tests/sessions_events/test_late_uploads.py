"""Uploads of an event whose cycle is over: what is said of the points, and to whom."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cet_portal.core.models import OutboxMessage
from registrants.models import PointEntry
from registrants.notifications import late
from tests import builders
from tests.sessions_events.building import World, london

pytestmark = pytest.mark.django_db

JANUARY = london(2028, 1, 10)


@pytest.fixture
def event():
    """Declared in January, of an evening in the last days of the cycle."""
    with time_machine.travel(JANUARY, tick=False):
        world = World()
        world.found = world.declared(date(2027, 12, 30))
        yield world


def text_of(response):
    return " ".join(response.content.decode().split())


def preview_of(world, data: bytes):
    file = SimpleUploadedFile("people.csv", data, content_type="text/csv")
    address = reverse("sessions_events:upload", args=[world.found.ev_number])
    return text_of(world.client.post(address, {"file": file}, follow=True))


def test_the_event_page_says_that_points_come_late(event):
    address = reverse("sessions_events:event", args=[event.found.ev_number])
    before = text_of(event.client.get(address))
    person = builders.registrant(surname="Marsh")

    event.upload(event.found, (1, person.entries.get().number, "Marsh"))

    after = text_of(event.client.get(address))
    assert "They get pending points" not in before
    for page in (before, after):
        assert "ended on 31 December 2027" in page
        assert "GOC staff decide whether they count" in page
        assert "until they accept them" not in page


def test_each_person_is_told_once_and_sets_hold_few(event, monkeypatch):
    monkeypatch.setattr(late, "AT_ONCE", 2)
    people = [builders.registrant(surname=f"Marsh{letter}") for letter in "abc"]
    people.append(builders.registrant(surname="Fell", account=False))
    cells = [(line, each.entries.get().number, each.surname) for line, each in enumerate(people, 1)]

    event.upload(event.found, *cells)
    event.upload(event.found, *cells)

    told = OutboxMessage.objects.filter(kind="points_late")
    assert PointEntry.objects.filter(status="LATE").count() == 4
    assert sorted(told.values_list("to", flat=True)) == sorted(
        each.user.email for each in people[:3]
    )
    message = told.first()
    assert (
        message.subject == f"{event.found.ev_number}: your points came after the end of the cycle"
    )
    assert "after 31 December 2027" in message.body
    assert "GOC staff decide whether they count" in message.body


def test_points_in_time_tell_nobody_that_they_are_late():
    world = World()
    person = builders.registrant(surname="Marsh")

    world.upload(world.declared(), (1, person.entries.get().number, "Marsh"))

    assert not OutboxMessage.objects.filter(kind="points_late").exists()


def test_the_preview_and_the_report_say_that_they_are_kept(event):
    person = builders.registrant(surname="Marsh")
    data = f"GOC number,Surname\n{person.entries.get().number},Marsh\n".encode()
    preview = preview_of(event, data)

    taken = event.client.post(
        reverse(
            "sessions_events:upload_take",
            args=[event.found.ev_number, event.found.uploads.get().pk],
        ),
        follow=True,
    )

    assert "The points of 1 row come after the last day of their cycle" in preview
    assert "until they accept them" not in preview
    assert "1 row is taken. What came after the last day of its cycle is kept" in text_of(taken)
