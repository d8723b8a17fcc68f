"""One row of an upload: what may be wrong with it, and where it lands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registrants import rules as register_rules
from sessions_events.enums import Box
from sessions_events.rules.earning import audience_of


class Entry(Protocol):
    """What is known of a number on the register."""

    @property
    def registrant_id(self) -> int: ...
    @property
    def number(self) -> str: ...
    @property
    def surname_key(self) -> str: ...
    @property
    def profession(self) -> str: ...

    def registered_on(self, day: date) -> bool: ...
    def specialties_on(self, day: date) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it was sent. `line` counts as a spreadsheet does: the header is 1.

    `number` is what was typed, `key_number` the normalised number or None, `surname_key` what
    surnames are compared by.
    """

    line: int
    number: str
    surname: str
    key_number: str | None
    surname_key: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a row lands, and why; for READY also whom it is and what audience they earn for."""

    row: Row
    box: str
    reason: str | Promise = ""
    entry: Entry | None = None
    audience: str = ""


# What a spreadsheet would take for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def is_formula(cell: str) -> bool:
    """Would a spreadsheet evaluate this cell?"""
    return cell.startswith(FORMULA_STARTS)


def to_rows(cells: Iterable[tuple[int, str, str]]) -> list[Row]:
    """Rows from (line, number, surname) as they were sent."""
    return [
        Row(
            line=line,
            number=number,
            surname=surname,
            key_number=register_rules.normalise_number(number),
            surname_key=register_rules.surname_key(surname),
        )
        for line, number, surname in cells
    ]


def counts(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """How many rows in each box."""
    return {box.lower(): sum(verdict.box == box for verdict in verdicts) for box in Box.values}


def judge(
    rows: Sequence[Row],
    *,
    register: Mapping[str, Sequence[Entry]],
    day: date,
    approved: Collection[str],
    uploaded: Collection[int],
) -> list[Verdict]:
    """A verdict for each row, in order. One bad row never touches another (decisions.md 22).

    `register`: entries by number; `day`: the event's last day; `approved`: audiences;
    `uploaded`: people who already have points for the event.
    """
    seen: dict[int, int] = {}
    verdicts = []
    for row in rows:
        verdict = _judge_one(row, register, day, approved)
        if verdict.entry is not None:
            person = verdict.entry.registrant_id
            if person in uploaded:
                verdict = Verdict(row, Box.KNOWN, _("Already uploaded for this event."))
            elif person in seen:
                verdict = Verdict(
                    row,
                    Box.KNOWN,
                    _("The same person as in line %(line)s.") % {"line": seen[person]},
                )
            else:
                seen[person] = row.line
        verdicts.append(verdict)
    return verdicts


def _judge_one(
    row: Row, register: Mapping[str, Sequence[Entry]], day: date, approved: Collection[str]
) -> Verdict:
    """The checks that need no other row. The answer never tells whose number it is."""
    if not row.number.strip() or not row.surname.strip():
        return Verdict(row, Box.UNUSABLE, _("Give both a registration number and a surname."))
    if is_formula(row.number.strip()) or is_formula(row.surname.strip()):
        return Verdict(
            row,
            Box.UNUSABLE,
            _("This is a formula, not a number and a surname. It was not evaluated."),
        )
    if row.key_number is None:
        return Verdict(
            row,
            Box.UNUSABLE,
            _("This is not a registration number. It looks like 01-20001 or D-12345."),
        )
    entries = register.get(row.key_number, ())
    if not entries:
        return Verdict(row, Box.UNUSABLE, _("This number is not on the register."))
    key = row.surname_key
    matching = [entry for entry in entries if key and entry.surname_key == key]
    if not matching:
        return Verdict(row, Box.UNUSABLE, _("The surname does not match this number."))
    entry = next((entry for entry in matching if entry.registered_on(day)), None)
    if entry is None:
        return Verdict(row, Box.UNUSABLE, _("Not on the register on the day of the event."))
    audience = audience_of(entry.profession, entry.specialties_on(day), approved)
    if audience is None:
        return Verdict(
            row, Box.UNUSABLE, _("The CET is not approved for this person's profession.")
        )
    return Verdict(row, Box.READY, "", entry, audience)
