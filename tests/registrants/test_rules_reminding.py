"""When somebody is reminded: examples, and what holds whatever the dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registrants.enums import ReminderFrequency
from registrants.rules import next_reminder

END = date(2027, 12, 31)
DAYS = st.dates(date(2025, 1, 1), END)
FREQUENCIES = st.sampled_from(ReminderFrequency.values)


def reminders(arrived_on, frequency="NORMAL"):
    """All reminders of somebody who never acts."""
    found, after = [], arrived_on
    while day := next_reminder(
        arrived_on=arrived_on, last_day=END, after=after, frequency=frequency
    ):
        found.append(day)
        after = day
    return found


CLOSING = [END - timedelta(days=days) for days in (60, 30, 14, 7, 3, 1)]


def test_a_week_after_arrival_then_each_month_then_closer_and_closer():
    assert reminders(date(2027, 6, 10)) == [
        date(2027, 6, 17),
        date(2027, 7, 17),
        date(2027, 8, 17),
        date(2027, 9, 17),
        *CLOSING,
    ]


@pytest.mark.parametrize("frequency, days", [("FEWER", CLOSING), ("FEWEST", CLOSING[1:])])
def test_less_often_but_always_in_the_last_month(frequency, days):
    assert reminders(date(2027, 6, 10), frequency) == days


def test_what_arrives_in_the_last_days_is_still_mentioned():
    assert reminders(date(2027, 12, 26)) == [date(2027, 12, 28), date(2027, 12, 30)]
    assert reminders(END) == []


def test_monthly_days_fit_short_months():
    assert date(2026, 2, 28) in reminders(date(2025, 12, 24))


@given(arrived=DAYS, after=DAYS, frequency=FREQUENCIES)
def test_the_next_one_lies_after_and_not_past_the_end(arrived, after, frequency):
    day = next_reminder(arrived_on=arrived, last_day=END, after=after, frequency=frequency)
    if day:
        assert max(arrived, after) < day <= END
    else:
        assert max(arrived, after) >= END - timedelta(days=1)


@given(arrived=DAYS, frequency=FREQUENCIES)
def test_nobody_is_left_alone_in_the_last_month(arrived, frequency):
    last_month = {day for day in CLOSING[1:] if day > arrived}
    assert last_month <= set(reminders(arrived, frequency))
