"""What is owed for an event is laid, follows its dates, and is done."""

from datetime import date, timedelta

import pytest

from approvals import services as approval_services
from cet_portal.core import deadlines
from cet_portal.core.models import AuditEvent
from sessions_events import services
from sessions_events.models import Duty, Event
from sessions_events.services.owing import duties
from tests import builders
from tests.sessions_events.building import World, london

pytestmark = pytest.mark.django_db


def due(event):
    return list(event.duties.order_by("due_on", "pk").values_list("kind", "due_on", "closed_on"))


def shown(event):
    return Event.objects.values_list("due_on", flat=True).get(pk=event.pk)


@pytest.fixture
def far(db):
    """Distance learning open from 10 February to 20 April 2026, seen on 1 February."""
    return World(at=london(2026, 2, 1)).teaches_at_a_distance()


@pytest.fixture
def course(far):
    return far.course(london(2026, 2, 10), london(2026, 4, 20, 12))


def test_a_new_event_owes_its_delivery_and_shows_when(world):
    event = world.event()

    duty = event.duties.get()
    assert (duty.kind, duty.due_on, duty.closed_on) == ("DELIVERY", event.due_on, None)
    assert duty.due_sum == event.due_sum
    assert duty.tell_on < duty.due_on < duty.hold_on


def test_distance_learning_owes_its_months_and_shows_the_first(course):
    assert due(course) == [
        ("MONTH", date(2026, 2, 28), None),
        ("MONTH", date(2026, 3, 31), None),
        ("MONTH", date(2026, 4, 30), None),
        ("LAST", date(2026, 5, 5), None),
    ]
    assert shown(course) == course.due_on == date(2026, 2, 28)


def test_laying_many_takes_as_many_statements_as_laying_one(far, django_assert_max_num_queries):
    events = [far.course(london(2026, 2, 10 + n), london(2026, 4, 20)) for n in range(5)]
    Duty.objects.all().delete()

    with django_assert_max_num_queries(8):
        duties.lay(*events)

    assert Duty.objects.count() == 20


def test_other_dates_move_what_is_open_and_keep_what_is_done(far, course):
    duties.done(course, at=london(2026, 2, 20), kind="MONTH", month=date(2026, 2, 1))
    course.starts_at, course.ends_at = london(2026, 3, 2), london(2026, 5, 29, 12)
    course.save()

    duties.lay_again(course, at=london(2026, 2, 1))

    assert due(course) == [
        ("MONTH", date(2026, 2, 28), date(2026, 2, 20)),
        ("MONTH", date(2026, 3, 31), None),
        ("MONTH", date(2026, 4, 30), None),
        ("MONTH", date(2026, 5, 31), None),
        ("LAST", date(2026, 6, 12), None),
    ]
    assert shown(course) == date(2026, 3, 31)


def test_other_dates_of_distance_learning_take_away_months_that_are_no_longer_open(course):
    course.ends_at = london(2026, 2, 27, 12)
    course.save()

    duties.lay_again(course, at=london(2026, 2, 1))

    assert due(course) == [
        ("MONTH", date(2026, 2, 28), None),
        ("LAST", date(2026, 3, 13), None),
    ]


def test_the_same_dates_again_change_nothing(course):
    Duty.objects.filter(kind="LAST").update(told=2)
    before = list(Duty.objects.order_by("pk").values())

    duties.lay_again(course, at=london(2026, 2, 1))

    assert list(Duty.objects.order_by("pk").values()) == before


def test_a_cancelled_event_owes_nothing(world):
    event = world.event(world.at.date() + timedelta(days=7))

    services.cancel_event(event=event, reason="Ill.", actor=world.admin, at=world.at)

    assert shown(event) is None
    assert not Duty.objects.open().exists()


def test_stopped_events_owe_nothing(world):
    event = world.event(world.at.date() + timedelta(days=7))

    approval_services.withdraw_approval(
        application=world.application, reason="Out of date.", actor=builders.MANAGER, at=world.at
    )

    assert shown(event) is None
    assert not Duty.objects.open().exists()


def test_an_upload_settles_an_ordinary_event_late_if_it_is_late(world, marsh):
    event = world.declared(world.at.date() - timedelta(days=25))

    world.upload(event, (1, marsh.entries.get().number, "Marsh"))

    assert event.duties.get().was_late
    assert shown(event) is None


def test_a_holiday_moves_what_is_owed_and_what_the_event_shows(far, course):
    manager = builders.actor_of(builders.staff())
    duties.close_all([course], at=far.at)
    Duty.objects.filter(kind__in=["LAST"]).update(closed_on=None)
    duties.copy_dates([course])

    deadlines.add_holiday(day=date(2026, 4, 29), name="Closed", actor=manager, at=far.at)

    assert Duty.objects.get(kind="LAST").due_on == date(2026, 5, 6)
    assert shown(course) == date(2026, 5, 6)
    assert AuditEvent.objects.filter(verb="calendar.move_due_date").count() == 1


def test_a_holiday_that_moves_the_last_upload_behind_the_month_leaves_the_month_first(far):
    event = far.course(london(2026, 4, 1), london(2026, 4, 16, 12))
    assert shown(event) == date(2026, 4, 30)
    manager = builders.actor_of(builders.staff())

    deadlines.add_holiday(day=date(2026, 4, 22), name="Closed", actor=manager, at=far.at)

    assert Duty.objects.get(kind="LAST").due_on == date(2026, 5, 1)
    assert shown(event) == date(2026, 4, 30)


def test_held_declarations_follow_holidays_too(world):
    event = world.declared(as_approved=False, what_differed="Another room.")
    manager = builders.actor_of(builders.staff())
    day = event.due_on

    deadlines.add_holiday(day=day, name="Closed", actor=manager, at=world.at)

    assert shown(event) == event.duties.get().due_on > day
