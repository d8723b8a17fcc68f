"""What a provider owes for an event, and by when: pure."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cet_portal.core.workdays import LONDON, Deadline, Holidays
from cet_portal.scheme import limits
from sessions_events.enums import DutyKind

_AN_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing to be done for an event. `month`: the first day of the month of a MONTH."""

    kind: str
    deadline: Deadline
    month: date | None = None

    @property
    def key(self) -> tuple[str, date | None]:
        """What makes it the same thing when its date moves."""
        return self.kind, self.month


def owed(
    starts_at: datetime,
    ends_at: datetime,
    *,
    distance: bool,
    holidays: Holidays,
    entered: date | None = None,
) -> list[Owed]:
    """What is owed for an event from `starts_at` to `ends_at`, the earliest month first.

    An ordinary event: declaration and upload. Distance learning: an upload or a nil return for
    every month in which it is open, if only for a day, and a last one after closing, besides
    that of the closing month (decisions.md 19, docs/adr/0024). What was over on the day on which
    it was `entered` is owed 10 working days after that day: nobody is late before it is known.
    """
    last_day = ends_at.astimezone(LONDON).date()
    if not distance:
        rule, kind = limits.RULE_DECLARE_AND_UPLOAD, DutyKind.DELIVERY
    else:
        rule, kind = limits.RULE_LAST_UPLOAD, DutyKind.LAST
    days = limits.DECLARE_AND_UPLOAD_WORKING_DAYS
    afterwards = Deadline.explain(
        entered or last_day, days, holidays, rule=limits.RULE_ENTERED_AFTERWARDS
    )
    in_time = Deadline.explain(last_day, days, holidays, rule=rule)
    whole = Owed(kind, afterwards if entered and last_day < entered else in_time)
    if not distance:
        return [whole]
    opens = starts_at.astimezone(LONDON).date()
    # Closing at 00:00 is closing with the day before.
    closes = (ends_at - _AN_INSTANT).astimezone(LONDON).date()
    return [
        Owed(DutyKind.MONTH, afterwards, month)
        if entered and month_end(month) < entered
        else _month(month, opens)
        for month in months(opens, closes)
    ] + [whole]


def months(first: date, last: date) -> Iterator[date]:
    """The first day of every month from that of `first` to that of `last`."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = month_end(month) + timedelta(days=1)


def month_end(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _month(month: date, opens: date) -> Owed:
    deadline = Deadline.on_calendar(
        max(month, opens), month_end(month), rule=limits.RULE_MONTHLY_UPLOAD
    )
    return Owed(DutyKind.MONTH, deadline, month)
