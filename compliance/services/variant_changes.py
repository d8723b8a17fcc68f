"""Whom a variant changes, gathered while a run judges everybody by it (docs/adr/0037)."""

import json
from typing import Any

from cet_portal.core.copying import copy_rows
from compliance.enums import Settled
from compliance.models import ComplianceRun, VariantChange, VariantTally
from compliance.rules import assess
from compliance.rules.inputs import read
from compliance.rules.rehearsing import Tally, change_of, compared, outcome
from compliance.rules.settling import Row, Terms

COLUMNS = ("run_id", "registrant_id", "number", "profession", "direction", "codes", "changes")


class Changes:
    """Of one range of the register.

    The run judges everybody by the variant; here the same person is judged by the figures in
    force, from the same text. Who is listed apart is judged by neither.
    """

    def __init__(self, run: ComplianceRun, place: int, terms: Terms):
        self._run, self._place, self._terms = run, place, terms
        self._tally = Tally()
        self._rows: list[tuple[Any, ...]] = []

    def look(self, row: Row) -> None:
        """One person, as the variant judges them."""
        if row.standing == Settled.APART:
            return
        terms = self._terms
        before = assess(read(row.inputs).person, terms.period, as_at=terms.as_at)
        both = compared(before, outcome(row.result))
        self._tally.look(row.profession, both)
        change = change_of(both)
        if change:
            changes = json.dumps(change.changes, ensure_ascii=False)
            who = (row.registrant_id, row.number, row.profession)
            self._rows.append((self._run.pk, *who, change.direction.value, change.codes, changes))

    def write(self) -> None:
        """All of the range, once, in the caller's transaction."""
        VariantTally.objects.create(run=self._run, place=self._place, rows=self._tally.rows())
        copy_rows(VariantChange._meta.db_table, COLUMNS, self._rows)
