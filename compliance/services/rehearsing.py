"""Rehearsing a variant of a scheme version over the whole register (docs/adr/0037)."""

import json
from typing import Any

from cet_portal.core.copying import copy_rows
from compliance.models import ComplianceRun, VariantChange, VariantTally
from compliance.rules import Assessment, Period, Person, assess
from compliance.rules.rehearsing import Tally, change_of

COLUMNS = ("run_id", "registrant_id", "number", "profession", "direction", "codes", "changes")


class Changes:
    """Who of one range of the register a variant changes, gathered while it is judged.

    The run judges everybody by the variant; here the same person is judged by the figures in
    force, from the same facts.
    """

    def __init__(self, run: ComplianceRun, place: int, period: Period):
        self._run, self._place, self._period = run, place, period
        self._tally = Tally()
        self._rows: list[tuple[Any, ...]] = []

    def look(
        self, person: Person, after: Assessment, *, registrant_id: int, number: str, profession: str
    ) -> None:
        """One person, as the variant judges them."""
        before = assess(person, self._period, as_at=self._run.as_at)
        self._tally.look(profession, before, after)
        change = change_of(before, after)
        if change:
            self._rows.append(
                (
                    self._run.pk,
                    registrant_id,
                    number,
                    profession,
                    str(change.direction),
                    change.codes,
                    json.dumps(change.changes, ensure_ascii=False),
                )
            )

    def write(self) -> None:
        """All of the range, once, in the caller's transaction."""
        VariantTally.objects.create(run=self._run, place=self._place, rows=self._tally.rows())
        copy_rows(VariantChange._meta.db_table, COLUMNS, self._rows)
