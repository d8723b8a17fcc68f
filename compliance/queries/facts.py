"""From rows of the register and the ledger to what the rules read."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.scheme.enums import PointKind
from compliance.enums import NotCounted
from compliance.rules import Entry, Held, Person, Point
from compliance.rules.standards import on_standards
from registrants import queries as register_queries
from registrants.enums import STUDENTS, PointStatus

ENTRY_FIELDS = ("registrant_id", "profession", "number", "start", "end")
SPECIALTY_FIELDS = ("registrant_id", "specialty", "start", "end")
LINE_FIELDS = (
    "registrant_id",
    "pk",
    "event_date",
    "status",
    "number",
    "kind",
    "specialty",
    "total",
    "interactive",
    "units",
    "peer_review",
    "due_on",
    "accepted_as",
    "reflection__written_on",
    "made_up__used",
)


def person(entries: Iterable[Any], specialties: Iterable[Any], lines: Iterable[Any]) -> Person:
    """The person behind these rows: named tuples of the fields above (or, but for the lines,
    model instances)."""
    return Person(
        entries=tuple(
            Entry(row.profession, row.number, row.start, row.end)
            for row in entries
            if row.profession not in STUDENTS
        ),
        specialties=tuple(Held(row.specialty, row.start, row.end) for row in specialties),
        points=tuple(map(_point, lines)),
    )


def _point(line: Any) -> Point:
    return Point(
        reference=str(line.pk),
        event_date=line.event_date,
        accepted=line.status == PointStatus.ACCEPTED,
        number=line.number,
        kind=line.accepted_as or line.kind,
        specialty="" if line.accepted_as == PointKind.GENERAL else line.specialty,
        # What made up a shortfall of the cycle before is used: it does not count again.
        total=line.total - (line.made_up__used or 0),
        interactive=min(line.interactive, line.total - (line.made_up__used or 0)),
        units=tuple(line.units),
        peer_review=line.peer_review,
        reflection=_reflected(line),
        standards_of_practice=on_standards(line.units),
    )


def _reflected(line: Any) -> bool:
    """Written in the cycle itself: like acceptance, no later than its last day."""
    written = line.reflection__written_on
    return written is not None and written <= line.due_on


def reason_in_words(reason: str, *, written_on: date | None, due_on: date) -> str:
    """Why a line does not count; of a reflection that came too late, by when it was needed."""
    if reason == NotCounted.NO_REFLECTION and written_on is not None:
        words = {"day": date_format(due_on, "j F Y")}
        return _("peer review without a reflection statement written by %(day)s") % words
    return str(NotCounted(reason).label)


def acceptable(lines: Iterable[Any], today: date) -> frozenset[str]:
    """The references of the lines that can still be accepted on `today`."""
    return frozenset(
        str(line.pk)
        for line in lines
        if line.status == PointStatus.PENDING and today <= line.due_on
    )


def unwritten(lines: Iterable[Any], today: date) -> frozenset[str]:
    """The references of peer reviews, accepted or to be accepted, whose reflection statement is
    missing and can still be written on `today`."""
    return frozenset(
        str(line.pk)
        for line in lines
        if line.peer_review
        and line.reflection__written_on is None
        and line.status in (PointStatus.ACCEPTED, PointStatus.PENDING)
        and today <= line.due_on
    )


def lapsed_points(lines: Sequence[Any]) -> int:
    """Of these rows what nobody accepted in time; not what came late and staff refused."""
    refused = register_queries.refused_late(lines)
    return sum(
        row.total for row in lines if row.status == PointStatus.LAPSED and row.pk not in refused
    )
