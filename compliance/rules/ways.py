"""What somebody who is to leave the register can still do against it: pure (docs/adr/0041)."""

from dataclasses import dataclass
from datetime import date

from compliance.rules.disputes import last_day_to_dispute
from compliance.rules.facts import Period
from compliance.rules.timetable import exceptions_between


@dataclass(frozen=True, slots=True)
class Ways:
    """Until when something can be done against a removal, each None when its last day is past.
    `takes_back`: either takes a removal back that is not in force yet."""

    dispute_until: date | None
    exception_until: date | None
    takes_back: bool

    def __bool__(self) -> bool:
        return bool(self.dispute_until or self.exception_until)


def ways_left(period: Period, of_day: date, today: date) -> Ways:
    """What somebody who is to leave the register on `of_day` can still do on a day."""
    dispute, exception = last_day_to_dispute(period), exceptions_between(period)[1]
    return Ways(
        dispute_until=dispute if today <= dispute else None,
        exception_until=exception if today <= exception else None,
        takes_back=today < of_day,
    )
