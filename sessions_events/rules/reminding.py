"""On which days a provider is reminded of what it owes: pure (decisions.md 24)."""

from datetime import date, timedelta

from cet_portal.core.workdays import Holidays, is_working_day
from cet_portal.scheme import limits

_ONE_DAY = timedelta(days=1)


def first_tell_on(due_on: date, holidays: Holidays) -> date:
    """The first day of the ladder: 3 working days before the last day."""
    return working_days_before(due_on, max(limits.REMIND_WORKING_DAYS_BEFORE), holidays)


def working_days_before(day: date, number: int, holidays: Holidays) -> date:
    """The day `number` working days before `day`."""
    while number:
        day -= _ONE_DAY
        number -= is_working_day(day, holidays)
    return day
