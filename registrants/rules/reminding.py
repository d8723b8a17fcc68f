"""When somebody is reminded of points that wait for them."""

from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from cet_portal.scheme import limits
from registrants.enums import ReminderFrequency

WEEK = timedelta(days=limits.REMIND_OF_POINTS_AFTER_DAYS)


def next_reminder(
    *,
    arrived_on: date | None,
    last_day: date,
    after: date,
    frequency: str = ReminderFrequency.NORMAL,
    sent_on: date | None = None,
) -> date | None:
    """The first day after `after` on which to remind; None: there is no more before the end.

    `arrived_on`: when the oldest waiting points came of which nobody was reminded, in London, if
    there are any; `sent_on`: the last reminder; `last_day`: the last on which the points can be
    accepted. Normally a week after the arrival and a month after the last reminder, and in the
    last quarter of the cycle 60, 30, 14, 7, 3 and 1 days before `last_day`. It can be made less,
    but never less than what falls in the last month. Only the last two come within a week of the
    reminder before.
    """
    earliest = max(day for day in (after, arrived_on) if day is not None)
    days = {
        day
        for day in _days(arrived_on, sent_on, last_day, frequency)
        if earliest < day <= last_day and (_is_urgent(day, last_day) or not _is_near(day, sent_on))
    }
    return min(days, default=None)


def is_recent(sent_on: date | None, today: date) -> bool:
    """Whether the last reminder still keeps another one off."""
    return sent_on is not None and today - sent_on < WEEK


def _is_near(day: date, sent_on: date | None) -> bool:
    return sent_on is not None and day - sent_on < WEEK


def _is_urgent(day: date, last_day: date) -> bool:
    return last_day - day < WEEK


def _days(
    arrived_on: date | None, sent_on: date | None, last_day: date, frequency: str
) -> Iterator[date]:
    closing: tuple[int, ...] = limits.REMIND_OF_POINTS_DAYS_BEFORE
    if frequency == ReminderFrequency.FEWEST:
        closing = tuple(days for days in closing if days <= limits.LAST_MONTH_DAYS)
    for days in closing:
        yield last_day - timedelta(days=days)
    if frequency == ReminderFrequency.NORMAL:
        first = arrived_on + WEEK if arrived_on else None
        if first:
            yield first
        if begin := sent_on or first:
            yield from _monthly(begin, last_day + timedelta(days=1) - relativedelta(months=3))


def _monthly(begin: date, end: date) -> Iterator[date]:
    """A month after `begin`, two months, and so on, before `end`."""
    month = 1
    while (day := begin + relativedelta(months=month)) < end:
        yield day
        month += 1
