"""Events entered after their last day, and late declarations that were held: dates and record."""

from datetime import date, timedelta

import pytest

from cet_portal.core import clock, holidays
from cet_portal.core.workdays import add_working_days
from sessions_events import services
from sessions_events.models import Duty, Event
from sessions_events.queries import lateness
from tests import builders
from tests.sessions_events.building import DECLARATION, World, london
from tests.sessions_events.test_plans import day as typed_day
from tests.sessions_events.test_views_delivering import text_of, url
from tests.sessions_events.test_views_provider import date_boxes

pytestmark = pytest.mark.django_db
DIFFERED = {**DECLARATION, "as_approved": False, "what_differed": "Another room."}


def ten_days_after(day):
    return add_working_days(day, 10, holidays.current())


@pytest.fixture
def old(db):
    """A provider whose CET was approved in January 2026."""
    return World(at=london(2026, 2, 1))


def put_in(world, day, *, at):
    """An event of one evening, entered `at` this time."""
    return services.add_event(
        session=world.session(day),
        application=world.application,
        starts_at=london(day.year, day.month, day.day, 18),
        ends_at=london(day.year, day.month, day.day, 20),
        actor=world.admin,
        at=at,
    )


def release(event, at):
    manager = builders.actor_of(builders.staff("CET_MANAGER"))
    return services.release_declaration(event=event, reason="Fine.", actor=manager, at=at)


@pytest.fixture
def held_late(old):
    """Due on 16 February 2026, declared with a difference on the 20th."""
    event = put_in(old, date(2026, 2, 2), at=london(2026, 1, 20))
    return services.declare(event=event, values=DIFFERED, actor=old.admin, at=london(2026, 2, 20))


@pytest.fixture
def released_late(held_late):
    return release(held_late, london(2026, 2, 24))


def test_an_event_entered_after_its_day_is_due_ten_working_days_after_it_was_entered(old):
    event = put_in(old, date(2026, 2, 2), at=london(2026, 9, 1))

    assert event.due_on == ten_days_after(date(2026, 9, 1))
    assert "it was entered" in event.deadline.rule
    assert event.duties.get().hold_on > event.due_on


def test_on_its_last_day_it_is_not_afterwards(old):
    event = put_in(old, date(2026, 2, 2), at=london(2026, 2, 2, 23))

    assert event.due_on == ten_days_after(date(2026, 2, 2))
    assert "after the last day" in event.deadline.rule


def test_an_event_moved_into_the_past_is_due_ten_working_days_after_it_was_moved(old):
    event = services.add_event(
        session=old.session(start=date(2026, 2, 2), end=date(2026, 12, 1)),
        application=old.application,
        starts_at=london(2026, 12, 1, 18),
        ends_at=london(2026, 12, 1, 20),
        actor=old.admin,
        at=old.at,
    )

    moved = services.change_event(
        event=event,
        version=event.version,
        values={"starts_at": london(2026, 2, 3, 18), "ends_at": london(2026, 2, 3, 20)},
        actor=old.admin,
        at=london(2026, 9, 1),
    )

    assert moved.due_on == ten_days_after(date(2026, 9, 1))


def test_months_over_before_it_was_entered_are_owed_after_that_day_and_not_moved_again(old):
    old.teaches_at_a_distance()
    course = services.add_event(
        session=old.session(start=date(2026, 2, 10), end=date(2026, 6, 20)),
        application=old.application,
        starts_at=london(2026, 2, 10),
        ends_at=london(2026, 6, 20),
        actor=old.admin,
        at=london(2026, 4, 15),
    )
    given = ten_days_after(date(2026, 4, 15))
    due = [given, given, date(2026, 4, 30)]
    assert [duty.due_on for duty in course.duties.order_by("month")][:3] == due

    services.change_event(
        event=course,
        version=1,
        values={"ends_at": london(2026, 6, 19)},
        actor=old.admin,
        at=london(2026, 5, 20),
    )

    assert [duty.due_on for duty in course.duties.order_by("month")][:3] == due


def test_what_did_not_take_place_is_never_late(world):
    event = world.event(world.at.date() - timedelta(days=25))

    services.say_not_held(event=event, reason="A mistyped year.", actor=world.admin, at=world.at)

    assert not Duty.objects.late().exists()
    assert not Duty.objects.get().was_late


def test_late_with_a_difference_stays_late_after_the_release(old, released_late):
    duty = released_late.duties.get()

    assert duty.was_late
    assert (duty.was_due_on, duty.late_on) == (date(2026, 2, 16), date(2026, 2, 20))
    assert released_late.due_on == ten_days_after(date(2026, 2, 24))
    page = text_of(old.client.get(url("event", released_late.ev_number)))
    assert "It was declared on 20 February 2026, and was due by 16 February 2026" in page


def test_its_lateness_is_counted_without_the_days_in_which_it_was_held(old, released_late, staff):
    marsh = builders.registrant(surname="Marsh")
    sent = (1, marsh.entries.get().number, "Marsh")
    old.upload(released_late, sent, at=london(2026, 2, 25))

    page = text_of(staff.get(url("overdue_of", old.provider.pk)))

    assert lateness.done_late(builders.actor_of(builders.staff("CET_MANAGER"))).count() == 1
    assert "4 working days late" in page
    assert "16 Feb" in page


def test_in_time_with_a_difference_is_not_late_however_long_it_is_held(old):
    event = put_in(old, date(2026, 2, 2), at=london(2026, 1, 20))
    services.declare(event=event, values=DIFFERED, actor=old.admin, at=london(2026, 2, 16))

    released = release(event, london(2026, 6, 1))

    assert not released.duties.get().was_late


def test_the_manager_reads_that_it_was_declared_late(held_late, staff):
    settle = text_of(staff.get(url("settle", held_late.ev_number)))
    listed = text_of(staff.get(url("held")))
    answer = staff.get(url("held"), {"format": "csv"})
    exported = b"".join(answer.streaming_content).decode()

    assert "It was due by 16 February 2026, and was declared on 20 February 2026" in settle
    assert "Declared late" in listed
    assert "2026-02-16" in exported


def form_of(world, day):
    return {
        "cet": world.application.c_number,
        **date_boxes("day", day),
        "starts": "6pm",
        "ends": "8pm",
        "open_to_all": "yes",
    }


def test_a_past_day_is_looked_at_before_the_event_is_added(world):
    day = clock.london_date(world.at) - timedelta(days=3)
    address, data = url("event_new", world.session(day).s_number), form_of(world, day)

    page = text_of(world.client.post(address, data))
    assert "This day is past" in page
    assert not Event.objects.exists()

    world.client.post(address, {**data, "act": "seen"})
    assert Event.objects.count() == 1


def test_a_past_day_is_looked_at_before_an_event_is_moved_there(world):
    today = clock.london_date(world.at)
    past, later = today - timedelta(days=3), today + timedelta(days=9)
    session = world.session(start=past, end=later)
    event = services.add_event(
        session=session,
        application=world.application,
        starts_at=world.at + timedelta(days=8),
        ends_at=world.at + timedelta(days=8, hours=1),
        actor=world.admin,
        at=world.next_minute(),
    )
    data = {**form_of(world, past), "version": event.version}

    page = text_of(world.client.post(url("event_change", event.ev_number), data))

    assert "This day is past" in page
    event.refresh_from_db()
    assert event.starts_at > world.at


def test_a_past_day_is_remarked_at_its_row(world):
    data = {
        "cet": world.application.c_number,
        "starts": "6:30pm",
        "ends": "8pm",
        "open_to_all": "yes",
        "day_1": typed_day(world, -3),
        "venue_1": "Civic Hall",
        "town_1": "Leeds",
        "act": "check",
    }

    page = text_of(world.client.post("/sessions/repeat/", data))

    assert "This day is past: what took place is to be declared and uploaded by" in page


def test_the_same_event_again_is_not_said_to_be_added(world):
    day = clock.london_date(world.at) + timedelta(days=3)
    address, data = url("event_new", world.session(day).s_number), form_of(world, day)
    world.client.post(address, data)

    page = text_of(world.client.post(address, data, follow=True))

    assert "was added a moment ago, and is not added twice" in page
    assert Event.objects.count() == 1
