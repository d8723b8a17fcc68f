"""The history of an event: every act, by whom, and nobody who attended by name."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.core import clock
from registrants.models import PointEntry
from sessions_events import queries, services
from sessions_events.models import Event
from sessions_events.queries.acts import acts_at
from sessions_events.views.provider.history import timeline_entries
from tests.sessions_events.building import World
from tests.sessions_events.certifying import issued, number_of, people, uploaded
from tests.sessions_events.test_declarations import correct, manager
from tests.sessions_events.test_views_delivering import text_of, url

pytestmark = pytest.mark.django_db


def history(event) -> list[tuple[str, str]]:
    event = Event.objects.get(pk=event.pk)
    entries = timeline_entries(queries.timeline(event), queries.changes_of(event), acts_at(event))
    return [(str(entry["title"]), entry["by"]) for entry in entries]


def titles(event) -> list[str]:
    return [title for title, _by in history(event)]


def test_uploads_corrections_and_withdrawals_are_there_with_who_did_them(world):
    marsh, fell = people("Marsh", "Fell")
    event = uploaded(world, marsh, fell)
    sent = event.uploads.get()
    correct(world, event, actor=manager(), attendees=9)
    rows = [row.pk for row in queries.taken_rows(event) if row.registrant_id == fell.pk]
    services.withdraw(
        event=event, rows=rows, reason="Fell left early.", actor=world.admin, at=world.at
    )

    found = dict(history(event))

    name = world.admin.name
    assert found[f"List {sent.reference} uploaded: 2 people got points"] == name
    assert found["Points of 1 person taken back"] == name
    assert found["Declaration corrected: version 2"].endswith(", GOC staff")
    assert {"Declared", "Uploaded"} <= found.keys()


def test_certificates_are_counted_by_day_and_person(world):
    marsh, fell, hill = people("Marsh", "Fell", "Hill")
    event = uploaded(world, marsh, fell, hill)
    certificate = issued(world, event, marsh)
    issued(world, event, fell)
    services.withdraw_certificate(
        certificate=certificate, reason="Marsh left.", actor=world.admin, at=world.at
    )
    services.issue_to_uploaded(event=event, actor=world.admin, at=world.at)

    found = titles(event)

    assert "2 certificates issued" in found
    assert "1 certificate issued" in found  # all at once: Hill's
    assert "1 certificate withdrawn" in found


def test_nil_returns_are_there_also_those_that_were_put_right():
    far = World(at=clock.now() - timedelta(days=40)).teaches_at_a_distance()
    event = far.course(far.at - timedelta(days=2), far.at + timedelta(days=90))
    far.declare(event)
    month = event.duties.order_by("due_on").filter(month__isnull=False)[0].month
    services.make_nil_return(event=event, month=month, actor=far.admin, at=far.at)

    assert f"Nil return for {month:%B %Y}" in titles(event)


def test_files_of_the_record_are_there(world):
    event = world.event()
    services.keep_file(
        event=event,
        kind="SIGN_IN",
        note="",
        file=SimpleUploadedFile("list.txt", b"Marsh"),
        actor=world.admin,
        at=world.at,
    )

    assert "1 file added to the attendance record" in titles(event)


def test_provider_and_staff_read_it_and_no_registrant_is_named(world, marsh, staff):
    event = uploaded(world, marsh)
    issued(world, event, marsh)
    services.withdraw(
        event=event,
        rows=[row.pk for row in queries.taken_rows(event)],
        reason="Marsh left early.",
        actor=world.admin,
        at=world.at,
    )
    assert PointEntry.objects.get().status == "REVERSED"

    for client in (world.client, staff):
        page = text_of(client.get(url("event", event.ev_number)))
        assert "Points of 1 person taken back" in page
        assert "Marsh" not in page
        assert number_of(marsh) not in page


def test_the_page_asks_as_often_for_one_act_as_for_many(world, django_assert_num_queries):
    event = uploaded(world, *people("Marsh", "Fell"))
    with django_assert_num_queries(4):
        acts_at(event)
