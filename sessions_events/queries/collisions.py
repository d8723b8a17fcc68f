"""Where the time to declare and upload runs past the end of the cycle (decisions.md 21)."""

from dataclasses import dataclass
from datetime import date

from cet_portal.core import holidays
from cet_portal.core.workdays import Holidays, add_working_days
from cet_portal.scheme import limits
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.queries import CycleEnds


@dataclass(frozen=True, slots=True)
class Collisions:
    """Cycles and holidays, for those who ask for many days."""

    ends: CycleEnds
    holidays: Holidays

    def on(self, last_day: date) -> date | None:
        """The end of the cycle, if the 10 working days after `last_day` run past it; else None.

        Points can be accepted up to that day, so it is the one to declare and upload by.
        """
        if last_day > self.ends.last_days[-1]:
            return None
        end = self.ends.on(last_day)
        due_on = add_working_days(last_day, limits.DECLARE_AND_UPLOAD_WORKING_DAYS, self.holidays)
        return end if due_on > end else None

    def after_the_fact(self, last_day: date, today: date) -> date | None:
        """The day by which it is to be declared and uploaded, if it is over already; else None."""
        if last_day >= today:
            return None
        return add_working_days(today, limits.DECLARE_AND_UPLOAD_WORKING_DAYS, self.holidays)


def collisions() -> Collisions:
    """In two queries, however many days are asked for."""
    return Collisions(scheme_queries.cycle_ends(), holidays.current())
