"""Everybody on the register in a cycle, judged: the end-of-cycle report."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cet_portal.scheme.enums import Profession
from compliance.enums import RequirementCode, Standing
from compliance.queries import facts
from compliance.rules import Period, Person, Requirement, outlook, run_in
from compliance.rules.closing import in_short
from registrants import queries as register_queries
from registrants import rules as register_rules


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One person in a cycle. `requirement`: the general points; `open`: all that is not met and
    decides. `pending`: points that they could still accept."""

    number: str
    surname: str
    surname_key: str
    forenames: str
    profession: str
    requirement: Requirement
    pending: int
    standing: Standing
    open: tuple[Requirement, ...] = ()

    @property
    def open_words(self) -> str:
        """What is open, and how much of it: "Peer review: 1 peer review"."""
        return "; ".join(f"{each.label}: {in_short(each)}" for each in self.open)

    @property
    def name(self) -> str:
        return f"{self.forenames} {self.surname}"


@dataclass(frozen=True, slots=True)
class CycleReport:
    """A cycle and its people."""

    period: Period
    rows: list[ReportRow]

    def total(self, standing: Standing) -> int:
        """How many people stand like this."""
        return sum(row.standing == standing for row in self.rows)

    @property
    def not_met(self) -> int:
        """How many have not met it as things are, whatever they could still accept."""
        return len(self.rows) - self.total(Standing.MET)

    def narrowed(self, *, met: str = "", words: str = "", sort: str = "") -> list[ReportRow]:
        """The rows that a page asks for, in its order."""
        found = [row for row in self.rows if _matches(row, met) and _found_by(row, words)]
        column = sort.removeprefix("-")
        if column in SORTS:
            found.sort(key=SORTS[column], reverse=sort.startswith("-"))
        return found


SORTS = {
    "number": lambda row: row.number,
    "name": lambda row: (row.surname_key, row.forenames),
    "profession": lambda row: row.profession,
    "required": lambda row: row.requirement.required,
    "obtained": lambda row: row.requirement.obtained,
    "shortfall": lambda row: row.requirement.shortfall,
    "pending": lambda row: row.pending,
}


def _matches(row: ReportRow, met: str) -> bool:
    if met == Standing.NOT_MET:
        return row.standing != Standing.MET
    return not met or row.standing == met


def _found_by(row: ReportRow, words: str) -> bool:
    if not words.strip():
        return True
    number = register_rules.normalise_number(words)
    key = register_rules.surname_key(words)
    by_number = row.number == number or words.strip().upper() in row.number
    return by_number or bool(key and key in row.surname_key)


def cycle_report(period: Period, *, today: date) -> CycleReport:
    """Judge everybody who was on the register in the cycle, in four queries."""
    people = register_queries.on_register_between(period.first_day, period.last_day)
    entries = by_person(
        register_queries.entries_of(people).values_list(*facts.ENTRY_FIELDS, named=True)
    )
    specialties = by_person(
        register_queries.specialties_of(people).values_list(*facts.SPECIALTY_FIELDS, named=True)
    )
    lines = by_person(
        register_queries.lines_of(people, period.first_day, period.last_day)
        .values_list(*facts.LINE_FIELDS, named=True)
        .iterator(chunk_size=5000)
    )
    rows = (
        _row(
            each,
            facts.person(entries[each.pk], specialties[each.pk], lines[each.pk]),
            lines[each.pk],
            period=period,
            today=today,
        )
        for each in people.values_list("pk", "forenames", "surname", "surname_key", named=True)
    )
    return CycleReport(period, [row for row in rows if row is not None])


def by_person(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    """Rows of several people, by the key of the person."""
    grouped: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.registrant_id].append(row)
    return grouped


def _row(
    name: Any, person: Person, lines: list[Any], *, period: Period, today: date
) -> ReportRow | None:
    run = run_in(period, person.entries)
    pending = facts.acceptable(lines, today)
    view = outlook(person, period, pending=pending)
    requirement = view.now.requirement(RequirementCode.GENERAL_POINTS)
    if run is None or requirement is None:
        return None
    return ReportRow(
        number=run.number,
        surname=name.surname,
        surname_key=name.surname_key,
        forenames=name.forenames,
        profession=str(Profession(run.profession).label),
        requirement=requirement,
        pending=sum(line.total for line in lines if str(line.pk) in pending),
        standing=view.standing,
        open=tuple(each for each in view.now.requirements if not each.advisory and not each.met),
    )
