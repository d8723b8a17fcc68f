"""What is owed for an event, and by when."""

from datetime import date

import pytest

from sessions_events.rules.owing import month_end, months, owed
from tests.sessions_events.building import london


def due(starts_at, ends_at, *, distance=True):
    found = owed(starts_at, ends_at, distance=distance, holidays={})
    return [(each.kind, each.month, each.deadline.due_on) for each in found]


def test_an_ordinary_event_owes_one_thing_ten_working_days_after_its_last_day():
    evening = london(2026, 3, 2, 18), london(2026, 3, 3, 20)

    assert due(*evening, distance=False) == [("DELIVERY", None, date(2026, 3, 17))]


def test_distance_learning_owes_every_month_in_which_it_is_open_and_a_last_one():
    assert due(london(2026, 1, 31, 12), london(2026, 3, 1, 12)) == [
        ("MONTH", date(2026, 1, 1), date(2026, 1, 31)),
        ("MONTH", date(2026, 2, 1), date(2026, 2, 28)),
        ("MONTH", date(2026, 3, 1), date(2026, 3, 31)),
        ("LAST", None, date(2026, 3, 13)),
    ]


@pytest.mark.parametrize(
    "ends_at, last", [(london(2026, 6, 1, 0, 0), 5), (london(2026, 6, 1, 0, 1), 6)]
)
def test_closing_at_midnight_is_closing_with_the_day_before(ends_at, last):
    assert [month for kind, month, _due in due(london(2026, 5, 3), ends_at) if month][-1] == date(
        2026, last, 1
    )


def test_the_months_are_those_of_london():
    # 23:30 UTC on 31 May is half past midnight on 1 June in London.
    found = due(london(2026, 6, 1, 0, 30), london(2026, 6, 30, 12))

    assert [month for _kind, month, _due in found] == [date(2026, 6, 1), None]


def test_three_years_are_thirty_six_months_and_the_last():
    assert len(due(london(2025, 1, 1), london(2027, 12, 31, 23, 59))) == 37


def test_a_month_is_due_by_the_calendar_and_no_holiday_moves_it():
    holidays = {date(2026, 5, 29): "Closed"}
    month = owed(london(2026, 5, 3), london(2026, 5, 20), distance=True, holidays=holidays)[0]

    assert month.deadline.working_days is None
    assert month.deadline.recounted(holidays) == month.deadline
    assert month.deadline.trigger == date(2026, 5, 3)


def test_month_end_knows_leap_years():
    assert month_end(date(2028, 2, 3)) == date(2028, 2, 29)
    assert list(months(date(2027, 12, 31), date(2028, 1, 1))) == [
        date(2027, 12, 1),
        date(2028, 1, 1),
    ]
