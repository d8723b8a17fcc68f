"""Events in people's own calendars."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.urls import reverse
from icalendar import Calendar

from sessions_events import services
from sessions_events.views import calendars, directory
from tests.sessions_events.building import World, london
from tests.sessions_events.planting import Field

LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def _nobody_has_asked(db):
    cache.clear()


def url(name, *args):
    return reverse(f"sessions_events:{name}", args=args)


def events_in(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content.decode()).walk("VEVENT")


def test_an_event_as_a_file_says_where_when_and_how_to_book(client, time_machine):
    time_machine.move_to(london(2027, 1, 10))
    ground = Field()
    event = ground.plant(
        ground.eye,
        london(2027, 3, 28, 18),  # the clock went forward in the night
        london(2027, 3, 28, 20),
        town="Leeds",
        price="£25, tea; cake",
        booking_link="https://example.org/book?a=1,2;3",
    )

    answer = client.get(url("event_calendar", event.ev_number))
    (entry,) = events_in(answer)

    assert entry["UID"] == f"{event.ev_number}@mycet"
    assert entry["SUMMARY"] == "Dry eye in practice"
    assert entry["DTSTART"].dt == london(2027, 3, 28, 18)
    assert entry["DTSTART"].params["TZID"] == "Europe/London"
    assert entry["DTSTART"].dt.utcoffset() == timedelta(hours=1)
    assert entry["LOCATION"] == "Civic Hall, Leeds"
    assert "Price: £25, tea; cake" in entry["DESCRIPTION"]
    assert "https://example.org/book?a=1,2;3" in entry["DESCRIPTION"]
    assert entry["URL"].endswith(url("public_event", event.ev_number))
    assert (entry["STATUS"], entry["SEQUENCE"], entry["TRANSP"]) == ("CONFIRMED", 0, "OPAQUE")
    assert entry["GEO"].latitude == pytest.approx(53.79648)
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75


def test_line_breaks_and_commas_in_names_break_nothing(client):
    world = World(title="Eyes; ears, \\noses")
    event = world.event(world.at.date() + timedelta(days=9), price="BEGIN:VEVENT")

    (entry,) = events_in(client.get(url("event_calendar", event.ev_number)))

    assert entry["SUMMARY"] == "Eyes; ears, \\noses"
    assert "Price: BEGIN:VEVENT" in entry["DESCRIPTION"]


def test_a_cancelled_event_stays_reachable_and_says_so(client, world):
    event = world.event(world.at.date() + timedelta(days=9))
    address = url("event_calendar", event.ev_number)
    (before,) = events_in(client.get(address))

    services.cancel_event(event=event, reason="No speaker.", actor=world.admin, at=world.at)
    (after,) = events_in(client.get(address))
    page = client.get(url("public_event", event.ev_number))

    assert before["UID"] == after["UID"]
    assert after["STATUS"] == "CANCELLED"
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert "This event is cancelled" in page.content.decode()
    assert "No speaker" not in page.content.decode()


def test_distance_learning_does_not_fill_the_calendar(client, db):
    ground = Field()
    begun, _ignored = ground.evening(-3)
    event = ground.plant(ground.reading, begun, ground.evening(60)[1], online=True)

    (entry,) = events_in(client.get(url("event_calendar", event.ev_number)))

    assert entry["TRANSP"] == "TRANSPARENT"
    assert entry["LOCATION"] == "Online"


def test_closed_and_unknown_events_have_neither_page_nor_file(client, world):
    closed = world.event(world.at.date() + timedelta(days=9), open_to_all=False)

    for number in (closed.ev_number, "EV-99999"):
        assert client.get(url("public_event", number)).status_code == 404
        assert client.get(url("event_calendar", number)).status_code == 404


def test_a_search_as_a_feed_is_asked_again_cheaply(client, db):
    ground = Field()
    near = ground.plant(ground.eye, *ground.evening(3), town="Leeds")
    ground.plant(ground.eye, *ground.evening(3), town="London")
    address = f"{url('feed')}?place=Leeds&within=25"

    answer = client.get(address)
    again = client.get(address, headers={"If-None-Match": answer["ETag"]})
    ground.plant(ground.eye, *ground.evening(5), town="Leeds")
    later = client.get(address, headers={"If-None-Match": answer["ETag"]})

    assert [entry["UID"] for entry in events_in(answer)] == [f"{near.ev_number}@mycet"]
    assert "max-age" in answer["Cache-Control"]
    assert again.status_code == 304
    assert len(events_in(later)) == 2


def test_a_network_that_asks_all_the_time_is_asked_to_wait(client, db):
    answers = [client.get(url("feed")) for _ in range(61)]

    assert {answer.status_code for answer in answers[:60]} == {200}
    assert answers[60].status_code == 429
    assert answers[60]["Retry-After"] == "60"


def cancel(ground, event):
    return services.cancel_event(
        event=event, reason="Ill.", actor=ground.eye.admin, at=ground.eye.at
    )


def test_a_feed_gives_what_was_cancelled_until_its_day_is_over(client, db, time_machine):
    ground = Field()
    event = ground.plant(ground.eye, *ground.evening(3), town="Leeds")
    other = ground.plant(ground.eye, *ground.evening(3), town="London")
    for each in (event, other):
        cancel(ground, each)
    address = f"{url('feed')}?place=Leeds&within=25"

    (entry,) = events_in(client.get(address))
    assert (entry["UID"], entry["STATUS"]) == (f"{event.ev_number}@mycet", "CANCELLED")

    time_machine.move_to(event.ends_at + timedelta(minutes=5))
    assert len(events_in(client.get(address))) == 1

    time_machine.move_to(event.ends_at + timedelta(days=1))
    assert events_in(client.get(address)) == []


def test_a_feed_that_is_cut_says_so_beside_its_link_and_as_its_last_entry(client, db, monkeypatch):
    for module in (calendars, directory):
        monkeypatch.setattr(module, "MOST_IN_FEED", 2)
    ground = Field()
    for days in (3, 4):
        ground.plant(ground.eye, *ground.evening(days), town="Leeds")
    whole = client.get(url("directory")).content.decode()
    assert "Calendar of this search" in whole
    assert "(the first 2 events)" not in whole
    third = ground.plant(ground.eye, *ground.evening(5), town="Leeds")

    entries = events_in(client.get(f"{url('feed')}?text=eye"))

    assert "(the first 2 events)" in client.get(url("directory")).content.decode()
    assert len(entries) == 3
    assert entries[-1]["SUMMARY"] == "1 more event from here on is not in this calendar"
    assert entries[-1]["DTSTART"].dt == third.starts_at
    assert entries[-1]["URL"].endswith("/directory/?text=eye")


@pytest.mark.parametrize(
    "query, sentence",
    [
        ("within=25", "Near which place?: Enter the place to measure from"),
        ("place=Leads&within=25", "Near which place?: We do not know the place"),
        ("how=by+balloon", "“How to take part”: choose one of the list"),
        ("from=31/2/2027", "From must be a real date"),
    ],
)
def test_a_feed_of_a_search_that_is_not_clear_is_a_sentence_not_all_events(
    client, db, query, sentence
):
    ground = Field()
    ground.plant(ground.eye, *ground.evening(3), town="Leeds")

    answer = client.get(f"{url('feed')}?{query}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert sentence in answer.content.decode()
    assert f"feed.ics?{query}" not in client.get(f"{url('directory')}?{query}").content.decode()


def test_registrants_read_of_the_end_of_the_cycle_from_the_day_of_planning(client, world):
    world.application.refresh_from_db()
    last = world.application.approval_ends
    event = world.event(last)
    early = world.event(world.at.date() + timedelta(days=9))
    day = f"{last.day} {last:%B %Y}"
    short = f"Accept its points by {day}: the cycle ends then"

    listed = client.get(url("directory")).content.decode()
    own = client.get(url("public_event", event.ev_number)).content.decode()
    of_cet = client.get(url("cet", world.application.c_number)).content.decode()
    (entry,) = events_in(client.get(url("event_calendar", event.ev_number)))

    assert listed.count(short) == of_cet.count(short) == 1
    assert f"The cycle ends on {day}" in own
    assert f"accept your points by {day}" in own
    assert short in entry["DESCRIPTION"]
    (other,) = events_in(client.get(url("event_calendar", early.ev_number)))
    assert "Accept its points" not in other["DESCRIPTION"]

    services.cancel_event(event=event, reason="Ill.", actor=world.admin, at=world.at)
    cancelled = client.get(url("public_event", event.ev_number)).content.decode()
    assert "accept your points" not in cancelled
