"""On which days a provider is reminded of what it owes: pure (decisions.md 24)."""

from datetime import date, timedelta

from cet_portal.core.workdays import Holidays, add_working_days, working_days_before
from cet_portal.scheme import limits


def day_of(told: int, due_on: date, holidays: Holidays) -> date:
    """The day of the next rung of the ladder, of which `told` lie behind: 3 working days
    before, the last day, the day after, then weekly."""
    if told == 0:
        return working_days_before(due_on, limits.CHASE_WORKING_DAYS_BEFORE, holidays)
    if told == 1:
        return due_on
    if told == 2:
        return due_on + timedelta(days=1)
    return add_working_days(due_on, limits.CHASE_WORKING_DAYS * (told - 2), holidays)


def hold_on(due_on: date, holidays: Holidays) -> date:
    """From this day on the provider cannot submit anything new until it is done."""
    return add_working_days(due_on, limits.HOLD_WORKING_DAYS_LATE, holidays)
