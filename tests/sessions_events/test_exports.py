"""Each list as a CSV file: the same rows as on the page, and nobody else's."""

import csv
import io
from copy import copy

from django.urls import reverse

from cet_portal.core import clock
from sessions_events import services
from tests import builders
from tests.sessions_events.building import LONG_AGO, World


def rows_of(client, name, *args, **query):
    address = reverse(f"sessions_events:{name}", args=args)
    response = client.get(address, {**query, "format": "csv"})
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def link_on(client, name, *args, **query):
    page = client.get(reverse(f"sessions_events:{name}", args=args), query).content.decode()
    return "Download this list (CSV)" in page


def test_events_all_of_them_filtered_and_sorted_as_on_the_page(world):
    events = [world.event() for _number in range(30)]
    World().event()

    up = rows_of(world.client, "event_list", sort="number", page=2)
    one = rows_of(world.client, "event_list", text=events[3].ev_number)

    assert [row["Event"] for row in up] == [event.ev_number for event in events]
    assert [row["Event"] for row in one] == [events[3].ev_number]
    assert one[0]["Begins"] == events[3].starts_at.astimezone(clock.LONDON).strftime(
        "%Y-%m-%d %H:%M"
    )
    assert one[0]["Declare and upload by"] == events[3].due_on.isoformat()
    assert link_on(world.client, "event_list")


def test_sessions(world):
    session = world.event().session
    World().event()

    (row,) = rows_of(world.client, "session_list")

    assert (row["Session"], row["Events"]) == (session.s_number, "1")
    assert row["First day"] == session.start.isoformat()
    assert link_on(world.client, "session_list")


def test_a_list_without_rows_has_no_link_and_a_file_with_headings_only(world):
    assert not link_on(world.client, "session_list")
    assert rows_of(world.client, "session_list") == []


def test_overdue(staff):
    world = World(at=clock.now() - LONG_AGO)
    late = world.event()
    World().event()

    (row,) = rows_of(staff, "overdue")
    (duty,) = rows_of(staff, "overdue_of", world.provider.pk)

    assert (row["Provider"], row["Overdue events"]) == (world.provider.name, "1")
    assert (row["Oldest was due"], row["New submissions held"]) == (late.due_on.isoformat(), "yes")
    assert world.user.email in row["Contact"]
    assert (duty["Event"], duty["Was due"]) == (late.ev_number, late.due_on.isoformat())
    assert link_on(staff, "overdue")
    assert link_on(staff, "overdue_of", world.provider.pk)


def test_held(world, staff):
    event = world.declared(as_approved=False, what_differed="A speaker was ill.")

    (row,) = rows_of(staff, "held")

    assert row["Event"] == event.ev_number
    assert row["What differed"] == "A speaker was ill."
    assert link_on(staff, "held")


def rate(world, event, comment="=Good"):
    person = builders.registrant()
    entry = world.accepted(event, person)
    actor = builders.actor_of(person.user, "registrant")
    services.rate(entry=entry, score=4, comment=comment, actor=actor, at=world.at)


def another_cet(world):
    other = copy(world)
    other.application = builders.application_at(
        "APPROVED", provider=world.provider, at=world.before
    )
    return other


def test_ratings_show_no_average_of_few_and_are_sorted(world):
    other = another_cet(world)
    rate(other, other.declared())
    event = world.declared(attendees=5, completers=5)
    for _number in range(3):
        rate(world, event)

    first, second = rows_of(world.client, "ratings", sort="ratings")

    assert (first["Number"], first["Average"]) == (other.application.c_number, "")
    assert (second["Number"], second["Average"]) == (world.application.c_number, "4.0")
    assert [row["Ratings"] for row in (first, second)] == ["1", "3"]
    assert link_on(world.client, "ratings")


def test_the_page_of_ratings_is_sorted_as_its_headings_say(world):
    other = another_cet(world)
    rate(other, other.declared())
    for _number in range(2):
        rate(world, world.declared())
    few, many = other.application.c_number, world.application.c_number

    up = world.client.get(reverse("sessions_events:ratings"), {"sort": "ratings"}).content.decode()
    down = world.client.get(reverse("sessions_events:ratings")).content.decode()

    assert up.index(few) < up.index(many)
    assert down.index(many) < down.index(few)


def test_comments_name_nobody_and_no_event_of_few(world):
    few, many = world.declared(), world.declared(attendees=5, completers=5)
    rate(world, few, "Alone")
    for _number in range(3):
        rate(world, many)

    rows = rows_of(world.client, "ratings_of_cet", world.application.c_number)

    found = sorted((row["Comment"], row["Event"]) for row in rows)
    assert found == [("'=Good", many.ev_number)] * 3 + [("Alone", "")]
    assert list(rows[0]) == ["Comment", "Event", "Hidden by GOC staff, because"]
    assert link_on(world.client, "ratings_of_cet", world.application.c_number)


def test_the_directory_for_everybody_with_its_filters(world, client):
    other = builders.application_at("APPROVED", provider=world.provider, title="Something else")
    granted = other.approvals.get()

    (row,) = rows_of(client, "cet_list", text="something")

    assert (row["Number"], row["Title"]) == (other.c_number, "Something else")
    assert row[f"Points for {granted.get_audience_display()}"] == str(granted.total)
    assert row["Events to come"] == "0"
    assert {each["Number"] for each in rows_of(client, "cet_list")} == {
        other.c_number,
        world.application.c_number,
    }
    assert link_on(client, "cet_list")
