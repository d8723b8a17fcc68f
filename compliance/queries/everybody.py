"""Everybody on the register in a cycle, judged, in bounded memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from compliance.enums import RequirementCode
from compliance.queries import facts
from compliance.queries.report import by_person
from compliance.rules import Outlook, Period, Requirement, Run, outlook, run_in
from registrants import queries as register_queries

# People judged at once: their lines are all that is in memory.
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Judged:
    """One person in a cycle. `specialties`: all held at any time; `pending`: points that wait."""

    registrant_id: int
    run: Run
    specialties: frozenset[str]
    outlook: Outlook
    pending: int

    @property
    def general_points(self) -> int:
        """General points that count now."""
        found = self.outlook.now.requirement(RequirementCode.GENERAL_POINTS)
        return found.obtained if found else 0

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
    there = register_queries.on_register_between(period.first_day, period.last_day)
    keys = list(there.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
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
        for key in some:
            person = facts.person(entries[key], specialties[key], lines[key])
            run = run_in(period, person.entries)
            if run is None:
                continue
            pending = facts.acceptable(lines[key], today)
            yield Judged(
                registrant_id=key,
                run=run,
                specialties=frozenset(held.specialty for held in person.specialties),
                outlook=outlook(person, period, pending=pending),
                pending=sum(line.total for line in lines[key] if str(line.pk) in pending),
            )
