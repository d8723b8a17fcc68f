"""Who has met what in which week of a cycle: counted as things are, or reckoned afterwards."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from compliance.rules.assessing import assess
from compliance.rules.facts import Period, Person, Point
from compliance.rules.result import Assessment

# Besides the codes of requirements: all that are not advisory; only acceptance is missing.
EVERYTHING = "EVERYTHING"
ONLY_ACCEPTANCE = "ONLY_ACCEPTANCE"
DAYS = 7
# So long after its end the last week of a cycle is counted again each night: disputes, late points
# and exceptions still change it (domain.md 3.14).
SETTLING_DAYS = 120


class Asked(NamedTuple):
    """One requirement, the same for everybody who has it: `specialty` empty, `year` 0 without."""

    code: str
    specialty: str = ""
    year: int = 0


ALL = Asked(EVERYTHING)
WAITING = Asked(ONLY_ACCEPTANCE)


def week_of(period: Period, day: date) -> int:
    """The week of the cycle, 1 being that of its first day; days outside give the nearest."""
    inside = min(max(day, period.first_day), period.last_day)
    return (inside - period.first_day).days // DAYS + 1


def weeks_in(period: Period) -> int:
    """How many weeks the cycle has; the last one may be short."""
    return week_of(period, period.last_day)


def last_day_of(period: Period, week: int) -> date:
    """The last day of a week of the cycle."""
    return min(period.first_day + timedelta(days=week * DAYS - 1), period.last_day)


def met_in(assessment: Assessment) -> dict[Asked, bool]:
    """Every requirement of the person, and all of them together."""
    found = {
        Asked(each.code, each.specialty or "", each.year or 0): each.met
        for each in assessment.requirements
    }
    return {ALL: assessment.met, **found}


def first_weeks(
    person: Person, period: Period, known_in: Mapping[str, int]
) -> dict[Asked, int | None]:
    """For each requirement the first week in which it was met; None: never.

    `known_in`: for each accepted point, by reference, the week from which it counted. As one
    more accepted point never makes anything worse, weeks between two that agree are not judged.
    """
    weeks = [0, *sorted({known_in[point.reference] for point in person.points if point.accepted})]

    def judged(place: int) -> dict[Asked, bool]:
        return met_in(assess(_as_known(person, weeks[place], known_in), period))

    first: dict[Asked, int | None] = {}
    low, high = judged(0), judged(len(weeks) - 1)
    for asked, met in high.items():
        first[asked] = 1 if low[asked] else None
        if met and not low[asked]:
            first[asked] = weeks[-1]

    def look(start: int, low: dict[Asked, bool], end: int, high: dict[Asked, bool]) -> None:
        if low == high or end - start < 2:
            return
        middle = (start + end) // 2
        between = judged(middle)
        for asked, met in between.items():
            earliest = first[asked]
            if met and not low[asked] and (earliest is None or weeks[middle] < earliest):
                first[asked] = weeks[middle]
        look(start, low, middle, between)
        look(middle, between, end, high)

    look(0, low, len(weeks) - 1, high)
    return first


def _as_known(person: Person, week: int, known_in: Mapping[str, int]) -> Person:
    points: tuple[Point, ...] = tuple(
        point for point in person.points if point.accepted and known_in[point.reference] <= week
    )
    return replace(person, points=points)


@dataclass(slots=True)
class WeekCount:
    """How many of each group have each requirement now, and how many of them have met it."""

    people: Counter[tuple[str, Asked]] = field(default_factory=Counter)
    met: Counter[tuple[str, Asked]] = field(default_factory=Counter)

    def add(self, group: str, assessment: Assessment, *, waits: bool) -> None:
        """One more person; `waits`: only acceptance is missing."""
        for asked, met in {**met_in(assessment), WAITING: waits}.items():
            self.people[group, asked] += 1
            self.met[group, asked] += met

    def rows(self) -> list[tuple[str, Asked, int, int]]:
        """Group, requirement, people, met; in order."""
        return [
            (group, asked, people, self.met[group, asked])
            for (group, asked), people in sorted(self.people.items())
        ]


@dataclass(slots=True)
class Tally:
    """How many of each group have each requirement, and how many of them have met it by week."""

    weeks: int
    people: Counter[tuple[str, Asked]] = field(default_factory=Counter)
    begins: Counter[tuple[str, Asked, int]] = field(default_factory=Counter)

    def add(self, group: str, first: Mapping[Asked, int | None]) -> None:
        """One more person, with the week from which each requirement was met."""
        for asked, week in first.items():
            self.people[group, asked] += 1
            if week is not None:
                self.begins[group, asked, week] += 1

    def met(self, group: str, asked: Asked) -> list[int]:
        """How many had met it, week by week from the first."""
        found, total = [], 0
        for week in range(1, self.weeks + 1):
            total += self.begins[group, asked, week]
            found.append(total)
        return found
