"""Pages to change what is planned: two editors, what stays, what was not held."""

import pytest

from cet_portal.core import clock
from sessions_events import services
from tests.sessions_events.planning_pages import soon, text_of, typed_event

pytestmark = pytest.mark.django_db


def test_the_end_of_the_cycle_is_shown_before_an_event_is_moved_there(world):
    world.application.refresh_from_db()
    last = world.application.approval_ends
    session = world.session(start=soon(world), end=last)
    event = world.into(session)
    address = f"/events/{event.ev_number}/change/"
    there = {"day_day": last.day, "day_month": last.month, "day_year": last.year}
    typed = typed_event(event, **there, starts="9am", ends="10am")

    first = text_of(world.client.post(address, typed))
    assert "The cycle ends soon after this event" in first
    assert "Change the event all the same" in first
    event.refresh_from_db()
    assert event.version == 1
    assert 'value="9am"' in text_of(world.client.post(address, {**typed, "act": "change"}))

    world.client.post(address, {**typed, "act": "seen"})
    event.refresh_from_db()
    assert clock.london_date(event.ends_at) == last

    again = typed_event(event, **there, starts="9am", ends="10am", price="£5")
    assert world.client.post(address, again).status_code == 302  # the day is the same


def test_an_event_is_changed_on_its_page(world):
    event = world.event(soon(world), price="£20")

    answer = world.client.post(
        f"/events/{event.ev_number}/change/", typed_event(event, price="£25"), follow=True
    )

    assert "Price: £25 (before: £20)." in text_of(answer)
    assert [each[0] for each in event.changes.get().values] == ["price"]


def test_the_second_editor_sees_both_versions_and_may_save(world):
    event = world.event(soon(world), price="£20")
    address, typed = f"/events/{event.ev_number}/change/", typed_event(event, price="£30")
    world.client.post(address, typed_event(event, price="£25"))

    told = world.client.post(address, typed)
    assert "while you had this page open" in text_of(told)
    assert "£25" in text_of(told)
    assert 'value="£30"' in text_of(told)

    world.client.post(address, {**typed, "version": 2})
    event.refresh_from_db()
    assert event.price == "£30"


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "\x00"])
def test_a_version_that_was_tampered_with_changes_nothing(world, version):
    event = world.event(soon(world), price="£20")

    answer = world.client.post(
        f"/events/{event.ev_number}/change/", typed_event(event, price="£1", version=version)
    )

    assert answer.status_code == 200
    event.refresh_from_db()
    assert event.price == "£20"


def test_a_session_page_says_why_its_days_stay(world):
    event = world.event(soon(world))
    session = event.session
    other = soon(world, 9)

    answer = world.client.post(
        f"/sessions/{session.s_number}/change/",
        {
            "version": session.version,
            "name": session.name,
            "online": "no",
            "venue": "Civic Hall",
            "town": "Leeds",
            "start_day": other.day,
            "start_month": other.month,
            "start_year": other.year,
        },
    )

    assert f"{event.ev_number} is on" in text_of(answer)


@pytest.mark.parametrize(
    "position, sentence",
    [
        ("53.8", "Enter latitude and longitude"),
        ("north of Leeds", "Enter latitude and longitude"),
        ("91, 0", "latitude must be from"),
        ("0, 200", "longitude must be from"),
        ("1.5 W, 53.8 N", "latitude first"),
    ],
)
def test_coordinates_are_both_or_neither(world, position, sentence):
    session = world.session(soon(world))

    answer = world.client.post(
        f"/sessions/{session.s_number}/change/",
        {"version": 1, "name": "x", "online": "no", "position": position},
    )

    assert sentence in text_of(answer)
    assert f'value="{position}"' in text_of(answer)


def test_what_was_not_held_is_said_with_a_reason(world):
    event = world.event()
    address = f"/events/{event.ev_number}/not-held/"
    assert "It did not take place" in text_of(world.client.get(f"/events/{event.ev_number}/"))

    empty = world.client.post(address, {"reason": " "})
    assert "Say why the event did not take place" in text_of(empty)

    answer = world.client.post(address, {"reason": "Snow."}, follow=True)
    assert "Did not take place" in text_of(answer)
    assert "Snow." in text_of(answer)
    again = world.client.post(address, {"reason": "Snow."}, follow=True)
    assert "already done" in text_of(again)


def test_services_are_told_of_no_version(world):
    event = world.event(soon(world))

    with pytest.raises(services.ChangedMeanwhile):
        services.change_event(
            event=event, version=0, values={"price": "£1"}, actor=world.admin, at=world.at
        )
