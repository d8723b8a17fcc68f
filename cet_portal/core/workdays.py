"""Working days: pure sums. Holidays are an argument.

Convention (decisions.md 2 and 3, domain.md 4.1): a working day is Monday to Friday that is no
holiday. Day 0 is the day of the trigger, day 1 the next working day; the period ends with the
end of day N, London time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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


def working_days_before(day: date, number: int, holidays: Holidays) -> date:
    """The day that lies so many working days before `day`; `day` itself when `number` is 0."""
    while number:
        day -= ONE_DAY
        number -= is_working_day(day, holidays)
    return day


def working_days_between(first: date, last: date, holidays: Holidays) -> int:
    """Working days after `first` up to and with `last`; negative when `last` lies before."""
    if last < first:
        return -working_days_between(last, first, holidays)
    days = (first + ONE_DAY * number for number in range(1, (last - first).days + 1))
    return sum(is_working_day(day, holidays) for day in days)


@dataclass(frozen=True, slots=True)
class Extension:
    """Working days that somebody added to a due date: on which day, how many, and why."""

    on: date
    working_days: int
    reason: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A due date with its sum: what screen, mail, feed and API all show.

    `trigger` is day 0, `working_days` the figure of the rule (None for a date by the calendar),
    `left_out` the holidays that fell on a weekday on the way (date, name), `rule` the source of
    the rule. The period ends with the end of `due_on` in London.
    """

    trigger: date
    working_days: int | None
    due_on: date
    rule: str
    left_out: tuple[tuple[date, str], ...] = ()
    extensions: tuple[Extension, ...] = ()

    @classmethod
    def explain(cls, trigger: date, working_days: int, holidays: Holidays, *, rule: str) -> Self:
        """Count `working_days` from `trigger` (day 0) and keep the sum."""
        return cls._count(trigger, working_days, holidays, rule=rule, extensions=())

    @classmethod
    def on_calendar(cls, trigger: date, due_on: date, *, rule: str) -> Self:
        """A due date by the calendar (twelve months, the end of a cycle). No holiday moves it."""
        return cls(trigger=trigger, working_days=None, due_on=due_on, rule=rule)

    @classmethod
    def _count(
        cls,
        trigger: date,
        working_days: int,
        holidays: Holidays,
        *,
        rule: str,
        extensions: tuple[Extension, ...],
    ) -> Self:
        added = sum(extension.working_days for extension in extensions)
        due_on = add_working_days(trigger, working_days + added, holidays)
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
            extensions=extensions,
        )

    def extended(self, working_days: int, holidays: Holidays, *, on: date, reason: str) -> Self:
        """The same with `working_days` more, counted from the trigger over the whole way.

        Refuses less than one day, and a date by the calendar: there are no days to add to.
        """
        if self.working_days is None:
            raise ValueError("A date by the calendar has no working days to extend.")
        if working_days < 1:
            raise ValueError("An extension is one working day or more.")
        more = Extension(on=on, working_days=working_days, reason=reason)
        return self._count(
            self.trigger,
            self.working_days,
            holidays,
            rule=self.rule,
            extensions=(*self.extensions, more),
        )

    def recounted(self, holidays: Holidays) -> Self:
        """The same with these holidays. A date by the calendar stays as it is."""
        if self.working_days is None:
            return self
        return self._count(
            self.trigger, self.working_days, holidays, rule=self.rule, extensions=self.extensions
        )

    @property
    def total_working_days(self) -> int | None:
        """The figure of the rule with all extensions; None for a date by the calendar."""
        if self.working_days is None:
            return None
        return self.working_days + sum(extension.working_days for extension in self.extensions)

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
        """Working days from `today` to the due date: 0 on the day itself, negative when late.

        For a date by the calendar all days count.
        """
        if self.working_days is None:
            return (self.due_on - today).days
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
                "extensions": [
                    [extension.on.isoformat(), extension.working_days, extension.reason]
                    for extension in self.extensions
                ],
            },
        }

    @classmethod
    def from_fields(cls, due_on: date, due_sum: Mapping[str, Any]) -> "Deadline":
        """The stored record again. Rows from before there were extensions have none."""
        return cls(
            trigger=date.fromisoformat(due_sum["trigger"]),
            working_days=due_sum["working_days"],
            due_on=due_on,
            rule=due_sum["rule"],
            left_out=tuple((date.fromisoformat(day), name) for day, name in due_sum["left_out"]),
            extensions=tuple(
                Extension(on=date.fromisoformat(on), working_days=working_days, reason=reason)
                for on, working_days, reason in due_sum.get("extensions", ())
            ),
        )


NO_DEADLINE: dict[str, Any] = {"due_on": None, "due_sum": None}
