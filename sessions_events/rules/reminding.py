"""The ladder of reminders of what a provider owes for an event (decisions.md 24): pure.

Its rungs are numbered from 0: 3 working days before, the last day, the day after, and then one
for each working week of lateness. On the second of these, 10 working days late, a hold begins.
So many rungs as lie behind is also the number of the next.
"""

from datetime import date, timedelta
from enum import StrEnum

from cet_portal.core.workdays import (
    Holidays,
    add_working_days,
    working_days_before,
    working_days_between,
)
from cet_portal.scheme import limits

_ONE_DAY = timedelta(days=1)
_LAST_DAY, _DAY_AFTER = 1, 2
_HOLD = _DAY_AFTER + limits.HOLD_WORKING_DAYS_LATE // limits.CHASE_WORKING_DAYS
# So many rungs lie behind once these steps were told.
TOLD_OVERDUE, TOLD_HOLD = _DAY_AFTER + 1, _HOLD + 1


class Step(StrEnum):
    """What a rung says. Each says it to the system administrators; `HOLD` to others as well."""

    SOON = "SOON"
    LAST_DAY = "LAST_DAY"
    OVERDUE = "OVERDUE"
    WEEKLY = "WEEKLY"
    HOLD = "HOLD"

    @property
    def is_late(self) -> bool:
        return self not in (Step.SOON, Step.LAST_DAY)


def step_of(rung: int) -> Step:
    """What the rung with this number says."""
    if rung == _HOLD:
        return Step.HOLD
    return (Step.SOON, Step.LAST_DAY, Step.OVERDUE)[rung] if rung <= _DAY_AFTER else Step.WEEKLY


def day_of(rung: int, due_on: date, holidays: Holidays) -> date:
    """The day of this rung for what is due on `due_on`."""
    if rung < _LAST_DAY:
        return working_days_before(due_on, limits.CHASE_WORKING_DAYS_BEFORE, holidays)
    if rung <= _DAY_AFTER:
        return due_on + _ONE_DAY * (rung - _LAST_DAY)
    weeks = rung - _DAY_AFTER
    return add_working_days(due_on, weeks * limits.CHASE_WORKING_DAYS, holidays)


def rung_on(due_on: date, today: date, holidays: Holidays) -> int | None:
    """The latest rung that has come by today; None while there is none.

    After an outage only this one is told, and not the ones that were missed on the way.
    """
    if today > due_on:
        late = working_days_between(due_on, today, holidays)
        return _DAY_AFTER + late // limits.CHASE_WORKING_DAYS
    return next((rung for rung in (1, 0) if day_of(rung, due_on, holidays) <= today), None)


def said_at(told: int, rung: int) -> Step:
    """What is said at this rung if `told` lie behind. That new submissions are held is never
    left out, however late the portal comes to say it."""
    return Step.HOLD if told <= _HOLD <= rung else step_of(rung)


def hold_on(due_on: date, holidays: Holidays) -> date:
    """From this day on the provider cannot submit anything new, while it is not done."""
    return day_of(_HOLD, due_on, holidays)
