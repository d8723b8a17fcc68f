"""One requirement of one's own: its sum, what counts towards it, and what does not, with why."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.core.actor import Actor
from compliance.enums import NotCounted, RequirementCode
from compliance.queries import facts
from compliance.queries.exceptions import lowerings_of
from compliance.queries.granted import is_empty, with_granted
from compliance.queries.shown import Shown, is_over, named
from compliance.queries.statement import EARLIER
from compliance.queries.units import unit_names
from compliance.rules import (
    Outlook,
    Period,
    Person,
    Point,
    Requirement,
    assess,
    outlook,
    reflected,
    taken,
)
from compliance.rules.closing import (
    key_of,
    peer_review_of_specialty,
    units_asked_of,
    why_elsewhere,
)
from compliance.rules.explaining import asking_alone
from compliance.rules.lowering import lowered
from compliance.rules.standing import off_since
from registrants import queries as register_queries
from registrants.enums import PointStatus
from registrants.models import Registrant

FIELDS = (*facts.LINE_FIELDS, "title", "event_reference", "provider_name")
# Somebody may have thousands of lines; all of them are on the statement.
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Part:
    """A line, and what it adds to the requirement in words: "3 points"; or why it does not."""

    line: Any
    words: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Lines of one sort: the first of them, and how many there are."""

    shown: list[Part]
    total: int

    @property
    def are_cut(self) -> bool:
        return self.total > len(self.shown)


@dataclass(frozen=True, slots=True)
class Others:
    """Lines that do nothing for the requirement, for one reason."""

    reason: str
    parts: Parts


@dataclass(frozen=True, slots=True)
class UnitCovered:
    """A competency unit that is asked for, and how many lines name it."""

    code: str
    name: str
    lines: int


@dataclass(frozen=True, slots=True)
class RequirementPage:
    """The requirement, the lines that went into it, those that would, and the others. `waiting`
    would once they are accepted; `to_write` once their reflection statement is written.

    `is_empty`: the cycle is over and has no line or grant, so nobody knows whether it was met.
    `asks_nothing`: there is no whole month on the register in it. `has_left`: was on the register,
    and is no more.
    """

    registrant: Registrant
    period: Period
    requirement: Shown
    counted: Parts
    waiting: Parts
    to_write: Parts
    to_accept_and_write: Parts
    others: list[Others]
    units: list[UnitCovered]
    is_empty: bool = False
    asks_nothing: bool = False
    is_past: bool = False
    has_left: bool = False

    @property
    def says_what_counts(self) -> bool:
        """Not of what nobody knows, nor that nothing counts towards nothing."""
        return not self.is_empty and bool(self.counted.total or not self.asks_nothing)


def requirement_page(
    actor: Actor, registrant: Registrant, period: Period, key: str, *, today: date
) -> RequirementPage | None:
    """None if the cycle has no such requirement for the person. In two queries."""
    if period.name == EARLIER:
        return None
    found = register_queries.statement_between(actor, period.first_day, period.last_day)
    rows = list(found.values_list(*FIELDS, named=True))
    person = facts.person(registrant.entries.all(), registrant.specialties.all(), rows)
    person = with_granted(person, registrant.pk, period)
    is_past = period.last_day < today
    knows_nothing = is_past and is_empty(person, rows)
    lowering = lowerings_of(actor, [period], today).get(period.name)
    with asking_alone(knows_nothing):
        view = outlook(
            person,
            period,
            pending=facts.acceptable(rows, today),
            unwritten=facts.unwritten(rows, today),
        )
        asked = lowered(view.now, lowering)
    progress = next((each for each in view.progress if key_of(each.now) == key), None)
    if progress is None:
        return None
    now = progress.now
    names = unit_names()
    sorted_out = _sorted(person, period, view, key=key, rows=rows, today=today)
    return RequirementPage(
        registrant=registrant,
        period=period,
        requirement=Shown(
            named(asked.requirements, key) or now,
            progress.remedies,
            names,
            is_over(now, person, period, today),
            peer_review_of_specialty(person, period),
        ),
        counted=_parts(rows, sorted_out.counts),
        waiting=_parts(rows, sorted_out.would_count),
        to_write=_parts(rows, sorted_out.to_write),
        to_accept_and_write=_parts(rows, sorted_out.to_accept_and_write),
        others=_others(rows, sorted_out.does_not),
        units=_units(person, period, now, sorted_out.points, names),
        is_empty=knows_nothing,
        asks_nothing=view.now.asks_nothing,
        is_past=is_past,
        has_left=off_since(person, today) is not None,
    )


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Each line belongs to one sort; the methods give its words, or nothing.

    `now`, `then`: the requirement as things are, and with everything accepted that waits; `whole`:
    with every reflection statement written besides, also those for which it is too late; `open`:
    those which can still be written. `reasons`: of what would count nowhere.
    """

    now: Requirement
    then: Requirement
    whole: Requirement
    open: frozenset[str]
    reasons: Mapping[str, str]
    points: Mapping[str, Point]
    counting: frozenset[str]
    accepted: frozenset[str]
    written: frozenset[str]

    def counts(self, row: Any) -> str:
        key = str(row.pk)
        return _adds(self.now, self.points[key]) if key in self.counting else ""

    def would_count(self, row: Any) -> str:
        key = str(row.pk)
        if key in self.counting or key not in self.accepted:
            return ""
        return _adds(self.then, self.points[key])

    def to_write(self, row: Any) -> str:
        """Accepted, and its statement is missing."""
        return self._unwritten(row) if row.status == PointStatus.ACCEPTED else ""

    def to_accept_and_write(self, row: Any) -> str:
        return self._unwritten(row) if row.status != PointStatus.ACCEPTED else ""

    def _unwritten(self, row: Any) -> str:
        key = str(row.pk)
        if key not in self.open or key in self.accepted or key not in self.written:
            return ""
        return _adds(self.whole, self.points[key])

    def does_not(self, row: Any) -> str:
        key = str(row.pk)
        if key in self.counting or key in self.accepted or self._unwritten(row):
            return ""
        if row.status not in (PointStatus.ACCEPTED, PointStatus.PENDING):
            return str(PointStatus(row.status).label).lower()
        reason = self.reasons.get(key)
        # Of a review that would do nothing here if it were written, its statement is not the cause.
        if reason and (reason != NotCounted.NO_REFLECTION or key in self.written):
            written = row.reflection__written_on
            return facts.reason_in_words(reason, written_on=written, due_on=row.due_on)
        return why_elsewhere(self.now, self.points[key])


def _sorted(
    person: Person, period: Period, view: Outlook, *, key: str, rows: list[Any], today: date
) -> _Sorted:
    now, then = (named(each.requirements, key) for each in (view.now, view.accepted))
    waiting = facts.acceptable(rows, today)
    reviews = frozenset(point.reference for point in person.points if point.peer_review)
    whole = named(assess(reflected(taken(person, waiting), reviews), period).requirements, key)
    # Accepting and writing never change the list.
    assert now is not None
    assert then is not None
    assert whole is not None
    return _Sorted(
        now=now,
        then=then,
        whole=whole,
        open=facts.unwritten(rows, today),
        reasons={each.reference: each.reason for each in view.accepted.not_counted},
        points={point.reference: point for point in person.points},
        counting=frozenset(now.satisfied_by),
        accepted=frozenset(then.satisfied_by),
        written=frozenset(whole.satisfied_by),
    )


def _parts(rows: list[Any], words_of: Callable[[Any], str]) -> Parts:
    found = [Part(row, words) for row in rows if (words := words_of(row))]
    return Parts(found[:MOST_SHOWN], len(found))


def _others(rows: list[Any], reason_of: Callable[[Any], str]) -> list[Others]:
    """By reason; those first that count nowhere, which are the fewest."""
    by_reason: dict[str, list[Part]] = {}
    for row in rows:
        if reason := reason_of(row):
            by_reason.setdefault(reason, []).append(Part(row, _points_of(row)))
    found = [
        Others(reason, Parts(parts[:MOST_SHOWN], len(parts))) for reason, parts in by_reason.items()
    ]
    return sorted(found, key=lambda each: each.parts.total)


def _points_of(row: Any) -> str:
    return ngettext("%(number)s point", "%(number)s points", row.total) % {"number": row.total}


def _adds(requirement: Requirement, point: Point) -> str:
    code = requirement.code
    if code == RequirementCode.COMPETENCY_UNITS:
        return ", ".join(point.units)
    if code == RequirementCode.PEER_REVIEW:
        return _("peer review")
    if code == RequirementCode.STANDARDS_OF_PRACTICE:
        return _("standards of practice")
    interactive = code == RequirementCode.INTERACTIVE_POINTS
    return f"+{point.interactive if interactive else point.total}"


def _units(
    person: Person,
    period: Period,
    requirement: Requirement,
    points: Mapping[str, Point],
    names: Mapping[str, str],
) -> list[UnitCovered]:
    if requirement.code != RequirementCode.COMPETENCY_UNITS:
        return []
    named = Counter(
        unit for reference in requirement.satisfied_by for unit in points[reference].units
    )
    return [
        UnitCovered(code, names.get(code, ""), named[code])
        for code in units_asked_of(person, period, requirement)
    ]
