"""Everybody on the register in a cycle, judged, in bounded memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from typing import Any

from compliance.enums import RequirementCode, Standing
from compliance.queries import facts
from compliance.queries.granted import credited, granted_to
from compliance.queries.report import by_person
from compliance.rules import Outlook, Period, Person, Requirement, Run, outlook, run_in
from compliance.rules.months import span_of
from compliance.rules.weeks import Asked, WeekCount, first_weeks, week_of
from registrants import queries as register_queries
from sessions_events.rules.earning import audience_of

# People judged at once: their lines are all that is in memory.
AT_ONCE = 1000
# Key, facts and lines of each of them.
Set = list[tuple[int, Person, list[Any]]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One person in a cycle. `specialties`: all held at any time; `group`: the audience that fits
    them best in the cycle; `pending`: points that wait."""

    registrant_id: int
    run: Run
    specialties: frozenset[str]
    group: str | None
    outlook: Outlook
    pending: int

    def count_in(self, counted: WeekCount) -> None:
        """One more person of the week, if they belong to a group."""
        if self.group is not None:
            waits = self.outlook.standing == Standing.ONLY_ACCEPTANCE
            counted.add(self.group, self.outlook.now, waits=waits)

    @property
    def open_codes(self) -> list[str]:
        """The requirements that are not met now, without those of a year, each once."""
        found = (each.code for each in self.deciding if not each.met)
        return list(dict.fromkeys(found))

    @property
    def deciding(self) -> list[Requirement]:
        """The requirements that ask for something and decide the cycle."""
        return [each for each in self.outlook.now.requirements if not each.advisory]

    @property
    def missing(self) -> int:
        """General points that are short now."""
        found = self.outlook.now.requirement(RequirementCode.GENERAL_POINTS)
        return found.shortfall if found else 0


def everybody(period: Period, *, today: date) -> Iterator[Judged]:
    """Each person who was on the register in the cycle, in the order of their keys."""
    for key, person, lines in chain.from_iterable(_sets_of(period)):
        run = run_in(period, person.entries)
        if run is None:
            continue
        pending = facts.acceptable(lines, today)
        yield Judged(
            registrant_id=key,
            run=run,
            specialties=frozenset(held.specialty for held in person.specialties),
            group=group_of(run, person),
            outlook=outlook(person, period, pending=pending),
            pending=sum(line.total for line in lines if str(line.pk) in pending),
        )


def _sets_of(period: Period) -> Iterator[Set]:
    """Key, facts and lines of everybody with an entry in the cycle, a thousand people at a time."""
    there = register_queries.on_register_between(period.first_day, period.last_day)
    keys = list(there.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        # Nothing of a set is held here while the next is read.
        yield _set_of(keys[start : start + AT_ONCE], period)


def _set_of(some: list[int], period: Period) -> Set:
    people = register_queries.people(some)
    entries = by_person(
        register_queries.entries_of(people).values_list(*facts.ENTRY_FIELDS, named=True)
    )
    specialties = by_person(
        register_queries.specialties_of(people).values_list(*facts.SPECIALTY_FIELDS, named=True)
    )
    lines = by_person(
        register_queries.lines_of(people, period.first_day, period.last_day).values_list(
            *facts.LINE_FIELDS, named=True
        )
    )
    granted = granted_to(some, period)
    known = {key: facts.person(entries[key], specialties[key], lines[key]) for key in some}
    return [(key, credited(known[key], granted.get(key)), lines[key]) for key in some]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One person in a cycle: their group, and from which week each requirement was met."""

    group: str | None
    first: dict[Asked, int | None]


def everybody_by_week(period: Period) -> Iterator[Reckoned]:
    """Each person who was on the register in the cycle, reckoned from the ledger as it is now.

    A line counts from the day of the event, or of its acceptance if that is known and later.
    """
    return chain.from_iterable(map(partial(_reckoned, period), _sets_of(period)))


def _reckoned(period: Period, some: Set) -> Iterator[Reckoned]:
    accepted = register_queries.acceptances(line for _key, _person, lines in some for line in lines)
    days = {key: said.day for key, said in accepted.items()}
    for _key, person, lines in some:
        run = run_in(period, person.entries)
        if run is None:
            continue
        known_in = {
            str(line.pk): week_of(period, max(line.event_date, days.get(line.pk, date.min)))
            for line in lines
        }
        yield Reckoned(
            group=group_of(run, person),
            first=first_weeks(person, period, known_in),
        )


def group_of(run: Run, person: Person) -> str | None:
    """Their profession with the specialties that they held in the run within the cycle."""
    held = {each.specialty for each in person.specialties if span_of(each).within(run.part)}
    return audience_of(run.profession, held, None)
