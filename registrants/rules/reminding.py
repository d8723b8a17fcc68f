"""When somebody is reminded of points that wait for them."""

from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from cet_portal.scheme import limits
from registrants.enums import ReminderFrequency


def next_reminder(
    *, arrived_on: date, last_day: date, after: date, frequency: str = ReminderFrequency.NORMAL
) -> date | None:
    """The first day after `after` on which to remind; None: there is no more before the end.

    `arrived_on`: when the oldest waiting points arrived, in London; `last_day`: the last on which
    they can be accepted. Normally a week after the arrival and then each month, and in the last
    quarter of the cycle 60, 30, 14, 7, 3 and 1 days before `last_day`. It can be made less, but
    never less than what falls in the last month.
    """
    days = {
        day
        for day in _days(arrived_on, last_day, frequency)
        if max(after, arrived_on) < day <= last_day
    }
    return min(days, default=None)


def _days(arrived_on: date, last_day: date, frequency: str) -> Iterator[date]:
    closing: tuple[int, ...] = limits.REMIND_OF_POINTS_DAYS_BEFORE
    if frequency == ReminderFrequency.FEWEST:
        closing = tuple(days for days in closing if days <= limits.LAST_MONTH_DAYS)
    for days in closing:
        yield last_day - timedelta(days=days)
    if frequency == ReminderFrequency.NORMAL:
        quarter = last_day + timedelta(days=1) - relativedelta(months=3)
        first = arrived_on + timedelta(days=limits.REMIND_OF_POINTS_AFTER_DAYS)
        yield first
        month = 1
        while (day := first + relativedelta(months=month)) < quarter:
            yield day
            month += 1
