"""When somebody is reminded: examples, and what holds whatever the dates."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registrants.enums import ReminderFrequency
from registrants.rules import next_reminder

END = date(2027, 12, 31)
DAYS = st.dates(date(2025, 1, 1), END)
FREQUENCIES = st.sampled_from(ReminderFrequency.values)


def reminders(arrived_on, frequency="NORMAL", later=()):
    """All reminders of somebody who never acts, though more arrives on the days `later`."""
    found, sent_on, new = [], None, sorted({arrived_on, *later})
    after = arrived_on
    while True:
        unsaid = [day for day in new if sent_on is None or day > sent_on]
        days = [
            next_reminder(
                arrived_on=oldest,
                last_day=END,
                after=max(after, oldest or after),
                frequency=frequency,
                sent_on=sent_on,
            )
            for oldest in ({None, *unsaid} if sent_on else unsaid)
        ]
        if not (days := [day for day in days if day]):
            return found
        after = sent_on = min(days)
        found.append(sent_on)


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


@given(arrived=DAYS, later=st.lists(DAYS, max_size=6), frequency=FREQUENCIES)
def test_never_two_within_a_week_but_for_the_last_two(arrived, later, frequency):
    later = [day for day in later if day >= arrived]
    days = reminders(arrived, frequency, later)
    for before, day in pairwise(days):
        assert day - before >= timedelta(days=7) or day in CLOSING[-2:]


@given(arrived=DAYS, later=st.lists(DAYS, max_size=6), frequency=FREQUENCIES)
def test_nobody_is_left_alone_in_the_last_month(arrived, later, frequency):
    later = [day for day in later if day >= arrived]
    days = reminders(arrived, frequency, later)
    for closing in (day for day in CLOSING[1:] if day > arrived):
        assert any(closing - timedelta(days=7) < day <= closing for day in days)


@given(arrived=DAYS, later=DAYS)
def test_what_is_new_is_mentioned_within_a_week(arrived, later):
    if arrived < later and later + timedelta(days=7) <= END:
        days = reminders(arrived, later=[later])
        assert any(later <= day <= later + timedelta(days=7) for day in days)


def test_each_month_is_counted_from_the_last_reminder():
    assert next_reminder(
        arrived_on=None, last_day=END, after=date(2027, 7, 20), sent_on=date(2027, 7, 20)
    ) == date(2027, 8, 20)


def test_after_a_reminder_the_next_closing_day_waits_for_its_week():
    day = date(2027, 11, 27)
    assert next_reminder(arrived_on=None, last_day=END, after=day, sent_on=day) == CLOSING[2]
