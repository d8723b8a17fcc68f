"""A person's CET record over the cycles, for themselves or for whom they show it to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Value
from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from compliance.enums import NotCounted
from compliance.queries import facts
from compliance.queries.cycles import periods
from compliance.queries.exceptions import lowerings_of
from compliance.queries.granted import is_empty, with_granted
from compliance.queries.statement import EARLIER, NOTHING, begun
from compliance.rules import Assessment, Period, assess
from compliance.rules.closing import counts_towards
from compliance.rules.lowering import lowered
from registrants import queries as register_queries
from registrants.enums import PointStatus, SharedPart
from registrants.models import Registrant

FIELDS = (
    *facts.LINE_FIELDS,
    "title",
    "provider_name",
    "c_number",
    "event_reference",
    "accepted_at",
)


@dataclass(frozen=True, slots=True)
class CycleRecord:
    """One cycle: how it is met by the figures that count for the person, what was accepted and what
    waits, the newest event first.

    Each line's `towards` names what it counts towards; its `note` says that it does not, and why.
    `is_over`: the cycle is; `is_empty`: and nothing at all is recorded for it.
    """

    period: Period
    assessment: Assessment
    accepted: list[Any]
    waiting: list[Any]
    is_over: bool
    is_empty: bool

    @property
    def points(self) -> int:
        """Points accepted in the cycle."""
        return sum(line.total for line in self.accepted)


@dataclass(frozen=True, slots=True)
class Transcript:
    """The record; `parts` says what of it is shown."""

    registrant: Registrant
    on: date
    parts: frozenset[str]
    cycles: list[CycleRecord]

    def shows(self, part: str) -> bool:
        return part in self.parts

    @property
    def shows_register(self) -> bool:
        return self.shows(SharedPart.REGISTER)

    @property
    def shows_requirements(self) -> bool:
        return self.shows(SharedPart.REQUIREMENTS)

    @property
    def shows_accepted(self) -> bool:
        return self.shows(SharedPart.ACCEPTED)

    @property
    def shows_waiting(self) -> bool:
        return self.shows(SharedPart.WAITING)


def own_periods(actor: Actor, today: date) -> list[Period]:
    """The cycles that the actor has a record of, the newest first."""
    return begun(actor, register_queries.own_record(actor), periods(today))


def transcript(
    actor: Actor,
    *,
    cycles: Collection[str],
    parts: Collection[str],
    today: date,
) -> Transcript:
    """The record of whom `actor` acts as, in the cycles of these names.

    In the same number of queries however many cycles and lines there are.
    """
    registrant = register_queries.own_record(actor)
    entries, specialties = registrant.entries.all(), registrant.specialties.all()
    lines = register_queries.with_acceptance(register_queries.statement_of(actor))
    found = lines.annotate(note=Value(""), towards=Value(""))
    rows = list(found.values_list(*FIELDS, "note", "towards", named=True))
    person = facts.person(entries, specialties, rows)
    records = []
    chosen = [each for each in begun(actor, registrant, periods(today)) if each.name in cycles]
    lowerings = lowerings_of(actor, chosen, today)
    for period in chosen:
        inside = [row for row in rows if period.first_day <= row.event_date <= period.last_day]
        known = with_granted(person, registrant.pk, period)
        judged = NOTHING if period.name == EARLIER else assess(known, period)
        assessment = lowered(judged, lowerings.get(period.name))
        accepted = [row for row in inside if row.status == PointStatus.ACCEPTED]
        records.append(
            CycleRecord(
                period=period,
                assessment=assessment,
                accepted=_noted(accepted, assessment, today),
                waiting=[row for row in inside if row.status == PointStatus.PENDING],
                is_over=period.last_day < today,
                is_empty=is_empty(known, inside) and period.last_day < today,
            )
        )
    return Transcript(registrant, today, frozenset(parts), records)


def _noted(accepted: list[Any], assessment: Assessment, today: date) -> list[Any]:
    """The lines with their notes."""
    reasons = {each.reference: each.reason for each in assessment.not_counted}
    towards = counts_towards(assessment)
    return [
        row._replace(
            note=_note(row, reasons.get(str(row.pk)), today),
            towards=", ".join(towards.get(str(row.pk), ())).lower(),
        )
        for row in accepted
    ]


def _note(row: Any, reason: str | None, today: date) -> str:
    if reason == NotCounted.NO_REFLECTION and today <= row.due_on:
        return _("does not count yet: reflection statement missing")
    if reason:
        written = row.reflection__written_on
        words = facts.reason_in_words(reason, written_on=written, due_on=row.due_on)
        return _("does not count: %(reason)s") % {"reason": words}
    return ""
