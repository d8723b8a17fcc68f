"""Reminders before a due date: at the nearest step, once, and after an outage too."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from approvals.models import CetApplication
from cet_portal.core import reminders
from cet_portal.core.models import OutboxMessage
from cet_portal.core.notifications import one_key
from tests import builders

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/London"))
DUE = date(2026, 3, 16)  # a Monday


@pytest.fixture
def waiting():
    return builders.application_at("SUBMITTED", at=MONDAY)


def soon(today, holidays=None):
    found = reminders.due_soon(
        CetApplication.objects.all(), steps=(3, 1), today=today, holidays=holidays or {}
    )
    return {step: [case.pk for case in cases] for step, cases in found}


def tell(case, step):
    OutboxMessage.objects.create(
        key=one_key(reminders.occasion(case, step), "ann@example.org"),
        kind="reminder",
        to="ann@example.org",
        created_at=MONDAY,
    )


@pytest.mark.parametrize(
    "today, step",
    [
        (date(2026, 3, 10), None),
        (date(2026, 3, 11), 3),
        (date(2026, 3, 12), 3),
        (date(2026, 3, 13), 1),
        (date(2026, 3, 14), 1),
        (DUE, 1),
        (DUE + timedelta(days=1), None),
    ],
)
def test_a_case_stands_under_its_nearest_step(waiting, today, step):
    assert soon(today) == {number: [waiting.pk] if number == step else [] for number in (1, 3)}


def test_a_holiday_is_no_working_day_before_the_date(waiting):
    assert soon(date(2026, 3, 10), {date(2026, 3, 12): "Holiday"})[3] == [waiting.pk]


def test_nobody_is_told_twice_but_of_each_step(waiting):
    other = builders.application_at("SUBMITTED", at=MONDAY)
    tell(waiting, 3)

    assert soon(date(2026, 3, 11)) == {1: [], 3: [other.pk]}
    assert sorted(soon(date(2026, 3, 13))[1]) == sorted([waiting.pk, other.pk])


def test_a_date_that_was_moved_is_told_anew(waiting):
    tell(waiting, 3)
    longer = waiting.deadline.extended(5, {}, on=DUE, reason="The author is ill")
    CetApplication.objects.filter(pk=waiting.pk).update(**longer.as_fields())

    assert soon(date(2026, 3, 18))[3] == [waiting.pk]


def test_as_many_queries_for_one_case_as_for_thirty(waiting, django_assert_num_queries):
    for number in (0, 29):
        for _case in range(number):
            builders.application_at("SUBMITTED", at=MONDAY)
        with django_assert_num_queries(5):
            soon(date(2026, 3, 11))
