"""Many events planned at once: what each is to be, and which of them make one session."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from cet_portal.core.clock import london_date

# One list; a longer one is split.
MOST_PLANS = 500
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Where:
    """Name and place of a session. `s_number`: of one that is there already, else empty."""

    name: str = ""
    online: bool = False
    venue: str = ""
    address: str = ""
    town: str = ""
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None
    s_number: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """Two that are the same place of the same name have the same key."""
        words = ("" if self.online else each for each in (self.venue, self.town))
        return (self.s_number, *(" ".join(each.casefold().split()) for each in (self.name, *words)))

    @property
    def place_key(self) -> tuple[str, ...]:
        """The same without the name."""
        return self.key[2:]


@dataclass(frozen=True, slots=True)
class Plan:
    """One event to be. `line`: where it stands in what was sent. `details`: capacity, price,
    booking_link, contact, open_to_all. `remarks`: sentences about how it was read."""

    line: int
    c_number: str
    where: Where
    starts_at: datetime
    ends_at: datetime
    details: Mapping[str, Any]
    remarks: tuple[str, ...] = ()

    @property
    def first_day(self) -> date:
        return london_date(self.starts_at)

    @property
    def last_day(self) -> date:
        return london_date(self.ends_at)

    @property
    def same(self) -> tuple[Any, ...]:
        """What no two events of a provider share: the CET, when it begins, and where."""
        return (self.c_number, self.starts_at, *self.where.place_key)


@dataclass(frozen=True, slots=True)
class Judged:
    """What would become of a row: a `problem`, an event that is there (`known`, its EV-number),
    or a plan that can be made. `cycle_end`, and `past_due` of a day that is past: see
    queries.collisions. `when` and `place`: what was sent, where it cannot be read.
    `remarks`: what to look at in a row that can be planned."""

    line: int
    plan: Plan | None = None
    title: str = ""
    problem: str = ""
    known: str = ""
    cycle_end: date | None = None
    past_due: date | None = None
    when: str = ""
    place: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        return self.plan is not None and not self.problem and not self.known


@dataclass(frozen=True, slots=True)
class Stay:
    """The plans of one session: the same name and place, on days that follow one another."""

    where: Where
    plans: tuple[Plan, ...]

    @property
    def start(self) -> date:
        return min(plan.first_day for plan in self.plans)

    @property
    def end(self) -> date:
        return max(plan.last_day for plan in self.plans)


def stays(plans: Iterable[Plan]) -> list[Stay]:
    """Plans put together to sessions, the earliest first."""
    found: list[Stay] = []
    for plan in sorted(plans, key=lambda each: (each.first_day, each.line)):
        place = next(
            (
                index
                for index, stay in enumerate(found)
                if stay.where.key == plan.where.key
                and (plan.where.s_number or plan.first_day <= stay.end + ONE_DAY)
            ),
            None,
        )
        if place is None:
            found.append(Stay(plan.where, (plan,)))
        else:
            found[place] = replace(found[place], plans=(*found[place].plans, plan))
    return found
