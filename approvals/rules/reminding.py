"""On which days whoever has a clock is reminded: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cet_portal.core.workdays import Holidays, add_working_days, working_days_before

# The step that comes after the last day.
LATE = 0


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is due on `due_on` was to be reminded on `since`: `step` working days before."""

    due_on: date
    step: int
    since: date


def reminders(today: date, holidays: Holidays, *, steps: Sequence[int]) -> list[Reminder]:
    """The reminders that are up to date today, one for each due date that is near enough.

    After an outage only the last step that was missed is made up for: nobody is told "three
    working days" and "one" in one night.
    """
    found = []
    for left in range(max(steps) + 1):
        due_on = add_working_days(today, left, holidays)
        step = min(step for step in steps if step >= left)
        found.append(Reminder(due_on, step, working_days_before(due_on, step, holidays)))
    return found


def step_of(due_on: date, today: date, holidays: Holidays, *, steps: Sequence[int]) -> int | None:
    """The step at which this due date stands today; None while it is far off."""
    if due_on < today:
        return LATE
    up_to_date = reminders(today, holidays, steps=steps)
    return next((each.step for each in up_to_date if each.due_on == due_on), None)
