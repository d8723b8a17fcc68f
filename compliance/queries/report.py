"""Everybody on the register in a cycle, judged: the end-of-cycle report."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cet_portal.scheme.enums import Profession
from compliance.enums import RequirementCode, Settled, Standing
from compliance.queries import facts
from compliance.queries.granted import credited, granted_to
from compliance.rules import Entry, Period, Person, Requirement, Run, outlook, run_in
from compliance.rules.against import against_in_words
from compliance.rules.closing import in_short
from compliance.rules.contradictions import contradictions
from compliance.rules.lowering import Lowering
from registrants import queries as register_queries
from registrants import rules as register_rules


@dataclass(frozen=True, slots=True)
class Instead:
    """What an exception asks of one requirement, in words: "EX-1: 25 instead of 36"."""

    code: str
    label: str
    words: str

    def __str__(self) -> str:
        return f"{self.label}: {self.words}"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One person in a cycle. `requirement`: the general points; `open`: all that is not met and
    decides. `pending`: points that they could still accept. Whose data contradict themselves is
    listed apart and not judged: `against` says why, and there is no `requirement`. Figures are
    those of the rules, but for those that `asked_instead` names."""

    registrant_id: int
    number: str
    surname: str
    surname_key: str
    forenames: str
    profession: str
    requirement: Requirement | None
    pending: int
    standing: Settled
    open: tuple[Requirement, ...] = ()
    against: str = ""
    asked_instead: tuple[Instead, ...] = ()

    @property
    def open_words(self) -> str:
        """What is open, and how much of it: "Peer review: 1 peer review"."""
        return "; ".join(f"{each.label}: {in_short(each)}" for each in self.open)

    @property
    def name(self) -> str:
        return f"{self.forenames} {self.surname}"

    def lowered(self, lowering: Lowering | None) -> "ReportRow":
        """The same with the figures that an exception granted in part asks instead."""
        if lowering is None or self.requirement is None:
            return self
        asked = map(lowering.applied, self.open)
        return replace(
            self,
            requirement=lowering.applied(self.requirement),
            open=tuple(each for each in asked if not each.met),
            asked_instead=tuple(
                Instead(each.code, each.label, words)
                for each in self.open
                if (words := lowering.words(each))
            ),
        )


@dataclass(frozen=True, slots=True)
class CycleReport:
    """A cycle and its people."""

    period: Period
    rows: list[ReportRow]

    def total(self, standing: Standing | Settled) -> int:
        """How many people stand like this, `Standing` or `Settled`."""
        return sum(row.standing == standing for row in self.rows)

    @property
    def not_met(self) -> int:
        """How many have not met it as things are, whatever they could still accept."""
        return sum(row.standing in NOT_MET for row in self.rows)

    def narrowed(self, *, met: str = "", words: str = "", sort: str = "") -> list[ReportRow]:
        """The rows that a page asks for, in its order."""
        found = [row for row in self.rows if _matches(row, met) and _found_by(row, words)]
        column = sort.removeprefix("-")
        if column in SORTS:
            found.sort(key=SORTS[column], reverse=sort.startswith("-"))
        return found


# Not met as things are. Who is listed apart is neither: nobody knows.
NOT_MET = (Settled.NOT_MET, Settled.ONLY_ACCEPTANCE)


def _general(row: ReportRow, name: str) -> int:
    """A number of the general points; behind all others where nothing was judged."""
    return getattr(row.requirement, name) if row.requirement else -1


SORTS = {
    "number": lambda row: row.number,
    "name": lambda row: (row.surname_key, row.forenames),
    "profession": lambda row: row.profession,
    "required": lambda row: _general(row, "required"),
    "obtained": lambda row: _general(row, "obtained"),
    "shortfall": lambda row: _general(row, "shortfall"),
    "pending": lambda row: row.pending,
}


def _matches(row: ReportRow, met: str) -> bool:
    if met == Settled.NOT_MET:
        return row.standing in NOT_MET
    return not met or row.standing == met


def _found_by(row: ReportRow, words: str) -> bool:
    if not words.strip():
        return True
    number = register_rules.normalise_number(words)
    key = register_rules.surname_key(words)
    by_number = row.number == number or words.strip().upper() in row.number
    return by_number or bool(key and key in row.surname_key)


def people_in(period: Period) -> int:
    """How many were on the register in a cycle."""
    return register_queries.on_register_between(period.first_day, period.last_day).count()


def cycle_report_of_few(period: Period, *, today: date, most: int) -> CycleReport | None:
    """The same while somebody waits; None if they are more than `most`, and nobody is judged."""
    return _report(period, today, most)


def cycle_report(period: Period, *, today: date) -> CycleReport:
    """Judge everybody who was on the register in the cycle, in four queries."""
    found = _report(period, today, None)
    assert found is not None  # without a bound there is always one
    return found


def _report(period: Period, today: date, most: int | None) -> CycleReport | None:
    people = register_queries.on_register_between(period.first_day, period.last_day)
    names = people.values_list("pk", "forenames", "surname", "surname_key", named=True)
    known = list(names if most is None else names[: most + 1])
    if most is not None and len(known) > most:
        return None
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
    granted = granted_to(entries, period)
    rows = (
        _row(
            each,
            credited(
                facts.person(entries[each.pk], specialties[each.pk], lines[each.pk]),
                granted.get(each.pk),
            ),
            lines[each.pk],
            period=period,
            today=today,
        )
        for each in known
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
    against = contradictions(person, period)
    if against:
        return _apart(name, person, run, against_in_words(against, person))
    view = outlook(person, period, pending=pending)
    requirement = view.now.requirement(RequirementCode.GENERAL_POINTS)
    if run is None or requirement is None:
        return None
    return ReportRow(
        **_who(name, run),
        requirement=requirement,
        pending=sum(line.total for line in lines if str(line.pk) in pending),
        standing=Settled(view.standing.value),
        open=tuple(each for each in view.now.requirements if not each.advisory and not each.met),
    )


def _apart(name: Any, person: Person, run: Run | None, against: Iterable[str]) -> ReportRow:
    """As a run does it (docs/adr/0036): named with the reason, and not judged."""
    return ReportRow(
        **_who(name, run or person.entries[-1]),
        requirement=None,
        pending=0,
        standing=Settled.APART,
        against=" ".join(against),
    )


def _who(name: Any, there: Run | Entry) -> dict[str, Any]:
    return {
        "registrant_id": name.pk,
        "number": there.number,
        "surname": name.surname,
        "surname_key": name.surname_key,
        "forenames": name.forenames,
        "profession": str(Profession(there.profession).label),
    }
