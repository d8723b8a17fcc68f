"""Dates around today: working days back and ahead, in London's working hours."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from cet_portal.core.clock import LONDON, london_date
from cet_portal.core.workdays import add_working_days, is_working_day
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.models import Cycle

ONE_DAY = timedelta(days=1)


class Days:
    """Counts from `now`; `holidays` as in `core.holidays.current()`."""

    def __init__(self, now: datetime, holidays: Mapping[date, str]):
        self.now, self.today, self.holidays = now, london_date(now), holidays
        self._cycles = list(scheme_queries.cycles())

    def ago(self, working_days: int, hour: int = 10, minute: int = 0) -> datetime:
        """An hour on the working day that lies so many before today."""
        return self.at(self.before(self.today, working_days), hour, minute)

    def ahead(self, working_days: int) -> date:
        """The working day that lies so many after today."""
        return add_working_days(self.today, working_days, self.holidays)

    def trigger(self, left: int, *, of: int = 10) -> date:
        """The day from which a period of `of` working days has so many `left` today."""
        return self.before(self.ahead(left), of)

    def before(self, day: date, working_days: int) -> date:
        """The working day that lies so many before `day`."""
        while working_days:
            day -= ONE_DAY
            working_days -= is_working_day(day, self.holidays)
        return day

    def after(self, day: date, working_days: int) -> date:
        """The working day that lies so many after `day`."""
        return add_working_days(day, working_days, self.holidays)

    def working_day(self, day: date) -> date:
        """This day, or the first working day before it."""
        return day if is_working_day(day, self.holidays) else self.before(day, 1)

    def cycle(self, day: date) -> Cycle:
        """The cycle in which `day` lies."""
        return next(found for found in self._cycles if found.first_day <= day <= found.last_day)

    @staticmethod
    def at(day: date, hour: int, minute: int = 0) -> datetime:
        """An hour of a day in London."""
        return datetime.combine(day, time(hour, minute), tzinfo=LONDON)
