"""Rehearsing a variant of a scheme version over the whole register (docs/adr/0037)."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from cet_portal.core.copying import copy_rows
from cet_portal.core.permissions import Refusal, Refused, require
from compliance import permissions, workflow
from compliance.enums import RunKind, Settled
from compliance.models import ComplianceRun, SchemeVariant, VariantChange, VariantTally
from compliance.rules import Period, assess
from compliance.rules.figures import figures_from_plain
from compliance.rules.inputs import read
from compliance.rules.rehearsing import Tally, change_of, outcome
from compliance.rules.settling import Row, Terms
from compliance.services.running.starting import start_run

COLUMNS = ("run_id", "registrant_id", "number", "profession", "direction", "codes", "changes")


class Changes:
    """Whom of one range of the register a variant changes, gathered while the run judges it.

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
        after = outcome(row.result)
        self._tally.look(row.profession, before, after)
        change = change_of(before, after)
        if change:
            changes = json.dumps(change.changes, ensure_ascii=False)
            who = (row.registrant_id, row.number, row.profession)
            self._rows.append(
                (self._run.pk, *who, change.direction.value, change.codes, changes)
            )

    def write(self) -> None:
        """All of the range, once, in the caller's transaction."""
        VariantTally.objects.create(run=self._run, place=self._place, rows=self._tally.rows())
        copy_rows(VariantChange._meta.db_table, COLUMNS, self._rows)


@transaction.atomic
def rehearse_variant(
    *, variant: SchemeVariant, period: Period, actor: Actor, at: datetime
) -> ComplianceRun:
    """Judge everybody of the cycle by the variant and by the figures in force.

    From now on the edition stays as it is. Refused for a cycle of another scheme version and for
    a variant that was withdrawn; pressed twice gives the first.
    """
    require(permissions.may_draft(actor, variant, at=at))
    if period.scheme != variant.base:
        words = {"cycle": period.name, "reference": variant.reference}
        raise Refused(
            Refusal(_("%(reference)s changes another scheme version than that of %(cycle)s") % words)
        )
    variant = workflow.scheme_variant.move(variant, "rehearse", actor=actor, at=at)
    return start_run(
        period=period,
        kind=RunKind.REHEARSAL,
        apart=True,
        variant=variant,
        figures=figures_from_plain(variant.figures),
        actor=actor,
        at=at,
    )
