"""A holiday that staff add moves the open due dates that it touches, with a record of each."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cet_portal.core import deadlines, holidays
from cet_portal.core.models import AuditEvent
from cet_portal.core.workdays import Deadline
from tests import builders

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/London"))
DUE = date(2026, 3, 16)


@pytest.fixture
def waiting():
    return builders.application_at("SUBMITTED", at=MONDAY)


def add(day, name="Proclaimed day"):
    staff = builders.actor_of(builders.staff())
    return deadlines.add_holiday(day=day, name=name, actor=staff, at=MONDAY)


def give(case, deadline):
    type(case).objects.filter(pk=case.pk).update(**deadline.as_fields())
    case.refresh_from_db()


def moves():
    return AuditEvent.objects.filter(verb="calendar.move_due_date")


@pytest.mark.parametrize("day", [date(2026, 3, 3), date(2026, 3, 10), DUE])
def test_add_holiday_on_the_way_moves_the_due_date_and_says_so(waiting, day):
    assert waiting.due_on == DUE

    moved = add(day)

    waiting.refresh_from_db()
    event = moves().get()
    assert (moved, waiting.due_on) == (1, DUE + timedelta(days=1))
    assert waiting.deadline.left_out == ((day, "Proclaimed day"),)
    assert (event.reference, event.actor_role) == (waiting.c_number, "GOC_STAFF")
    assert event.data == {"from_date": "2026-03-16", "to_date": "2026-03-17"}


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 3, 17), date(2026, 3, 7)])
def test_add_holiday_on_the_trigger_after_the_end_or_on_a_saturday_moves_nothing(waiting, day):
    moved = add(day)

    waiting.refresh_from_db()
    assert (moved, waiting.due_on) == (0, DUE)
    assert not moves().exists()


def test_add_holiday_leaves_decided_cases_alone():
    builders.application_at("APPROVED", at=MONDAY)

    assert add(date(2026, 3, 10)) == 0


def test_add_holiday_again_under_another_name_moves_nothing_but_shows_the_name(waiting):
    add(date(2026, 3, 10))

    moved = add(date(2026, 3, 10), name="Day of the jubilee")

    waiting.refresh_from_db()
    assert (moved, moves().count()) == (0, 1)
    assert waiting.deadline.left_out == ((date(2026, 3, 10), "Day of the jubilee"),)
    assert holidays.current()[date(2026, 3, 10)] == "Day of the jubilee"


def test_add_holiday_on_the_way_of_an_extended_date_counts_the_extension_too(waiting):
    longer = waiting.deadline.extended(5, holidays.current(), on=DUE, reason="The author is ill")
    give(waiting, longer)

    moved = add(date(2026, 3, 20))

    waiting.refresh_from_db()
    assert (moved, longer.due_on, waiting.due_on) == (1, date(2026, 3, 23), date(2026, 3, 24))
    assert waiting.deadline.extensions == longer.extensions


def test_add_holiday_leaves_a_date_by_the_calendar_alone(waiting):
    give(waiting, Deadline.on_calendar(MONDAY.date(), DUE, rule="To the end of the cycle"))

    moved = add(date(2026, 3, 10))

    waiting.refresh_from_db()
    assert (moved, waiting.due_on, waiting.deadline.left_out) == (0, DUE, ())
