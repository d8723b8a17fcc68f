"""Working days: pure sums. Holidays are an argument.

Convention (decisions.md 2 and 3, domain.md 4.1): a working day is Monday to Friday that is no
holiday. Day 0 is the day of the trigger, day 1 the next working day; the period ends with the
end of day N, London time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

SATURDAY = 5
ONE_DAY = timedelta(days=1)
LONDON = ZoneInfo("Europe/London")

Holidays = Mapping[date, str]


def is_working_day(day: date, holidays: Holidays) -> bool:
    """Monday to Friday and no holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def working_days_after(day: date, holidays: Holidays) -> Iterator[date]:
    """The working days after `day`, without end."""
    while True:
        day += ONE_DAY
        if is_working_day(day, holidays):
            yield day


def add_working_days(day: date, number: int, holidays: Holidays) -> date:
    """Day `number` after `day`; `day` itself when `number` is 0. Refuses a negative number."""
    if number < 0:
        raise ValueError("Working days are counted forward.")
    for _count, found in zip(range(number), working_days_after(day, holidays), strict=False):
        day = found
    return day


def working_days_between(first: date, last: date, holidays: Holidays) -> int:
    """Working days after `first` up to and with `last`; negative when `last` lies before."""
    if last < first:
        return -working_days_between(last, first, holidays)
    days = (first + ONE_DAY * number for number in range(1, (last - first).days + 1))
    return sum(is_working_day(day, holidays) for day in days)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A due date with its sum: what screen, mail, feed and API all show.

    `trigger` is day 0, `left_out` the holidays that fell on a weekday on the way (date, name),
    `rule` the source of the rule. The period ends with the end of `due_on` in London.
    """

    trigger: date
    working_days: int
    due_on: date
    rule: str
    left_out: tuple[tuple[date, str], ...] = field(default_factory=tuple)

    @classmethod
    def explain(cls, trigger: date, working_days: int, holidays: Holidays, *, rule: str) -> Self:
        """Count `working_days` from `trigger` (day 0) and keep the sum."""
        due_on = add_working_days(trigger, working_days, holidays)
        return cls(
            trigger=trigger,
            working_days=working_days,
            due_on=due_on,
            rule=rule,
            left_out=tuple(
                (day, holidays[day])
                for day in sorted(holidays)
                if trigger < day <= due_on and day.weekday() < SATURDAY
            ),
        )

    @property
    def ends_at(self) -> datetime:
        """The last second that is in time."""
        return datetime.combine(self.due_on, time(23, 59, 59), tzinfo=LONDON)

    @property
    def weekend_days(self) -> int:
        """Saturdays and Sundays on the way."""
        days = (self.trigger + ONE_DAY * n for n in range(1, (self.due_on - self.trigger).days + 1))
        return sum(day.weekday() >= SATURDAY for day in days)

    def is_past(self, today: date) -> bool:
        return today > self.due_on

    def days_left(self, today: date, holidays: Holidays) -> int:
        """Working days from `today` to the due date: 0 on the day itself, negative when late."""
        return working_days_between(today, self.due_on, holidays)

    def as_fields(self) -> dict[str, Any]:
        """What a case stores: `due_on` for queries, `due_sum` for people."""
        return {
            "due_on": self.due_on,
            "due_sum": {
                "trigger": self.trigger.isoformat(),
                "working_days": self.working_days,
                "rule": self.rule,
                "left_out": [[day.isoformat(), name] for day, name in self.left_out],
            },
        }

    @classmethod
    def from_fields(cls, due_on: date, due_sum: Mapping[str, Any]) -> "Deadline":
        """The stored record again."""
        return cls(
            trigger=date.fromisoformat(due_sum["trigger"]),
            working_days=due_sum["working_days"],
            due_on=due_on,
            rule=due_sum["rule"],
            left_out=tuple((date.fromisoformat(day), name) for day, name in due_sum["left_out"]),
        )


NO_DEADLINE: dict[str, Any] = {"due_on": None, "due_sum": None}
