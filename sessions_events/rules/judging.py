"""One row of an upload after the other: what may be wrong with it, and where it lands."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cet_portal.core.reading.days import read_day
from registrants import rules as register_rules
from registrants.enums import STUDENTS
from sessions_events.enums import Box, Reason
from sessions_events.rules.cells import is_formula, unprotected
from sessions_events.rules.earning import audience_of
from sessions_events.rules.register import Entry, Found, Register
from sessions_events.rules.repairs import repairs
from sessions_events.rules.rows import Row
from sessions_events.rules.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a judge has to know of the event.

    `first_day`, `last_day`: inclusive; distance learning asks for a day of completion between
    them, and takes `otherwise` where none is given. `approved`: audiences. `today`: what comes
    after it is still to come.
    """

    first_day: date
    last_day: date
    approved: Collection[str]
    distance: bool = False
    otherwise: date | None = None
    today: date | None = None


# Numbers whose entries a judge keeps in mind: more than the register has.
MOST_KNOWN = 50_000


class Judge:
    """Gives each row of an upload its box (decisions.md 22). One bad row never touches another.

    `uploaded`: people who already have points for the event; `seen`: whom other open rows of
    this upload are about, with their lines.
    """

    def __init__(
        self,
        register: Register,
        delivered: Delivered,
        *,
        uploaded: Collection[int] = (),
        seen: Mapping[int, int] | None = None,
    ):
        self.register = register
        self.delivered = delivered
        self.uploaded = frozenset(uploaded)
        self.seen = dict(seen or {})
        self._known: dict[str, Sequence[Entry]] = {}
        self._audiences: dict[tuple[str, frozenset[str]], str | None] = {}

    def judge(self, rows: Sequence[Row]) -> list[Verdict]:
        """A verdict for each row, in order. Asks the register twice at most."""
        by_number = self._entries({n for row in rows if (n := row.key_number)})
        first = [self._as_sent(row, by_number) for row in rows]
        doubtful = [verdict.row for verdict in first if verdict.reason in _MAY_BE_DAMAGED]
        proposed = self._proposals(doubtful) if doubtful else {}
        return [self._once(proposed.get(verdict.row.line, verdict)) for verdict in first]

    def take_proposal(self, row: Row) -> Verdict:
        """The row with its proposed number, now that somebody has said yes."""
        return self.take_proposals([row])[0]

    def take_proposals(self, rows: Sequence[Row]) -> list[Verdict]:
        """The same for many rows, in order."""
        proposals = self._proposals(rows)
        return [self._proposed(row, proposals.get(row.line)) for row in rows]

    def _proposed(self, row: Row, proposal: Verdict | None) -> Verdict:
        if proposal is None or proposal.entry is None:
            return self.judge([row])[0]
        return self._once(self._on_the_day(row, [proposal.entry]))

    def give_general(self, row: Row) -> Verdict:
        """The row of somebody who is not of the audience, now that they are to have general
        points; anything else that stands against it still does."""
        return self.give_general_to([row])[0]

    def give_general_to(self, rows: Sequence[Row]) -> list[Verdict]:
        """The same for many rows, in order."""
        return [self._general(verdict) for verdict in self.judge(rows)]

    def _general(self, verdict: Verdict) -> Verdict:
        if verdict.reason != Reason.AUDIENCE or verdict.entry is None:
            return verdict
        audience = audience_of(verdict.entry.profession, (), None)
        return replace(verdict, box=Box.READY, reason=Reason.NONE, audience=audience or "")

    def _entries(self, numbers: set[str]) -> Found:
        """What the register knows of these; asked once for each, as long as there are not many."""
        unasked = numbers - self._known.keys()
        if unasked:
            if len(self._known) > MOST_KNOWN:
                self._known = {}
                unasked = numbers
            found = self.register(unasked)
            self._known.update((number, found.get(number, ())) for number in unasked)
        return self._known

    def _audience(self, entry: Entry, day: date) -> str | None:
        """Few kinds of people there are, and many rows."""
        kind = entry.profession, entry.specialties_on(day)
        if kind not in self._audiences:
            self._audiences[kind] = audience_of(*kind, self.delivered.approved)
        return self._audiences[kind]

    def _as_sent(self, row: Row, by_number: Found) -> Verdict:
        wrong = row.wrong or _wrong_at_sight(row)
        if wrong:
            return Verdict(row, Box.UNUSABLE, wrong, row.detail)
        number = row.key_number
        if number is None:
            return Verdict(row, Box.UNUSABLE, Reason.NO_NUMBER)
        entries = by_number.get(number, ())
        if not entries:
            return Verdict(row, Box.UNUSABLE, Reason.UNKNOWN_NUMBER)
        key = row.surname_key
        if not key:
            return Verdict(row, Box.UNUSABLE, Reason.SURNAME)
        fitting = [entry for entry in entries if entry.surname_key == key]
        if len(fitting) < len(entries):
            fitting += [entry for entry in entries if entry not in fitting and _had(entry, key)]
        if not fitting:
            return Verdict(row, Box.UNUSABLE, Reason.SURNAME)
        return self._on_the_day(row, fitting)

    def _on_the_day(self, row: Row, entries: Sequence[Entry]) -> Verdict:
        """A number may have been on the register in several periods: is one of the day?"""
        day, wrong = self._day_of(row)
        if wrong:
            to_come = {"to_come": day.isoformat()} if wrong == Reason.DAY_TO_COME else {}
            return Verdict(row, Box.UNUSABLE, wrong, to_come)
        entry = next((entry for entry in entries if entry.registered_on(day)), None)
        if entry is None:
            return Verdict(row, Box.UNUSABLE, Reason.NOT_REGISTERED)
        if entry.profession in STUDENTS:
            return Verdict(row, Box.UNUSABLE, Reason.STUDENT)
        return self._fits(row, entry, day)

    def _day_of(self, row: Row) -> tuple[date, str]:
        if not self.delivered.distance:
            return self.delivered.last_day, ""
        if not row.completed.strip():
            return self.delivered.otherwise or self.delivered.last_day, ""
        day = read_day(row.completed)
        if day is None:
            return self.delivered.last_day, Reason.NO_DAY
        if not self.delivered.first_day <= day <= self.delivered.last_day:
            return day, Reason.OTHER_DAY
        if self.delivered.today and day > self.delivered.today:
            return day, Reason.DAY_TO_COME
        return day, ""

    def _fits(self, row: Row, entry: Entry, day: date) -> Verdict:
        """Number and surname are right: is the audience, and is there a remark?"""
        audience = self._audience(entry, day)
        if audience is None:
            return Verdict(row, Box.UNDECIDED, Reason.AUDIENCE, {}, entry, "", day)
        reason, detail = self._remark(row, entry, day)
        box = Box.NOTED if reason else Box.READY
        return Verdict(row, box, reason, detail, entry, audience, day)

    def _remark(self, row: Row, entry: Entry, day: date) -> tuple[str, dict[str, Any]]:
        until = entry.had_surname_until(row.surname_key)
        if until and entry.surname_key != row.surname_key:
            return Reason.FORMER_SURNAME, {"until": until.isoformat()}
        if register_rules.is_u_reference(entry.number):
            return Reason.U_REFERENCE, {"number": entry.number}
        if row.number.strip() != entry.number:
            return Reason.SPELLING, {"number": entry.number}
        if self.delivered.distance and not row.completed.strip():
            return Reason.DAY_ASSUMED, {"day": day.isoformat()}
        return Reason.NONE, {}

    def _once(self, verdict: Verdict) -> Verdict:
        """The same person again, in this upload or before it, is known already."""
        if verdict.entry is None or verdict.box == Box.UNUSABLE:
            return verdict
        person = verdict.entry.registrant_id
        if person in self.uploaded:
            return Verdict(verdict.row, Box.KNOWN, Reason.UPLOADED)
        first = self.seen.get(person)
        if first is not None and first != verdict.row.line:
            return Verdict(verdict.row, Box.KNOWN, Reason.TWICE, {"line": first})
        if verdict.reason not in (Reason.PROPOSAL, Reason.SWAPPED):
            self.seen[person] = verdict.row.line
        return verdict

    def _proposals(self, rows: Sequence[Row]) -> dict[int, Verdict]:
        """For each row that one registrant fits after all: the question whether it is meant.

        Everybody is looked at whose number the cell may have been, and whether the surname is
        theirs. Two who fit are none.
        """
        readings = [(row, *_reading(row)) for row in rows]
        known = self._entries({each for _row, _key, numbers, _why in readings for each in numbers})
        found = {}
        for row, key, numbers, reason in readings:
            entries = [
                entry
                for number in numbers
                for entry in known.get(number, ())
                if key and (entry.surname_key == key or _had(entry, key))
            ]
            if len({entry.registrant_id for entry in entries}) != 1:
                continue
            day, _wrong = self._day_of(row)
            entry = next((each for each in entries if each.registered_on(day)), None)
            if entry is None or entry.profession in STUDENTS:
                continue
            detail = {"number": entry.number}
            if reason == Reason.PROPOSAL:
                detail["damage"] = numbers[entry.number]
            found[row.line] = Verdict(row, Box.UNDECIDED, reason, detail, entry)
        return found


_MAY_BE_DAMAGED = frozenset(
    {
        Reason.NO_NUMBER,
        Reason.UNKNOWN_NUMBER,
        Reason.SURNAME,
    }
)


def _reading(row: Row) -> tuple[str, dict[str, str], Reason]:
    """Key of the surname, numbers that the other cell may have been with what happened to them,
    and whether that is with the columns as they are, or swapped.
    """
    number, surname = unprotected(row.number), unprotected(row.surname)
    if _FIGURE.search(row.surname) and (key := register_rules.surname_key(number)):
        numbers = {each.number: each.damage.value for each in repairs(surname)}
        if meant := register_rules.normalise_number(surname):
            numbers[meant] = ""
        return key, numbers, Reason.SWAPPED
    numbers = {each.number: each.damage.value for each in repairs(number)}
    return row.surname_key, numbers, Reason.PROPOSAL


def _had(entry: Entry, key: str) -> bool:
    return entry.had_surname_until(key) is not None


_FIGURE = re.compile(r"\d")
_BELOW_ZERO = re.compile(r"^[-+]\s?\d+(?:[.,]\d+)?$")


def _wrong_at_sight(row: Row) -> str:
    number, surname = unprotected(row.number).strip(), unprotected(row.surname).strip()
    if not number or not surname:
        return Reason.INCOMPLETE
    # "-20001" has lost what stood before it, and is as little a formula as a number.
    if is_formula(surname) or (is_formula(number) and not _BELOW_ZERO.match(number)):
        return Reason.FORMULA
    return ""
