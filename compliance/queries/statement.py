"""One person's statement of a cycle."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from approvals import queries as approval_queries
from cet_portal.core.actor import Actor
from compliance.queries import facts
from compliance.rules import Outlook, Period, outlook
from registrants import queries as register_queries
from registrants.enums import PointStatus
from registrants.models import PointEntry, RegisterEntry, Registrant
from sessions_events import queries as event_queries
from sessions_events.models import PointsCase
from sessions_events.queries import cases as case_queries


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ledger with what belongs to it: one's own rating, why it does not count, and
    the case about it with its answer.

    `promoted`: the CET still has a page in the directory.
    """

    entry: PointEntry
    rating: event_queries.OwnRating | None
    promoted: bool
    reason: str
    case: PointsCase | None = None

    @property
    def score(self) -> int | None:
        return self.rating.score if self.rating else None

    @property
    def can_be_rated(self) -> bool:
        return self.entry.status == PointStatus.ACCEPTED and self.score is None


@dataclass(frozen=True, slots=True)
class Year:
    """The lines of a calendar year, the newest event first."""

    number: int
    lines: list[Line]

    @property
    def accepted(self) -> int:
        """Points accepted in the year."""
        return sum(
            line.entry.total for line in self.lines if line.entry.status == PointStatus.ACCEPTED
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """What one person's page shows of a cycle."""

    registrant: Registrant
    period: Period
    outlook: Outlook
    lines: list[Line]
    acceptable: frozenset[str]

    @property
    def pending(self) -> list[Line]:
        """What can still be accepted."""
        return [line for line in self.lines if str(line.entry.pk) in self.acceptable]

    @property
    def pending_points(self) -> int:
        return sum(line.entry.total for line in self.pending)

    @property
    def years(self) -> list[Year]:
        """The ledger: every line but those that wait on top of the page."""
        settled = (line for line in self.lines if str(line.entry.pk) not in self.acceptable)
        grouped = groupby(settled, key=lambda line: line.entry.event_date.year)
        return [Year(number, list(lines)) for number, lines in grouped]

    @property
    def entry_now(self) -> RegisterEntry | None:
        """The latest entry on the register: its number and profession."""
        return max(self.registrant.entries.all(), key=lambda each: each.start, default=None)

    @property
    def since(self) -> date | None:
        """The first day on the register, as far back as it is known."""
        return min((each.start for each in self.registrant.entries.all()), default=None)

    def some(self, keys: Iterable[str]) -> list[Line]:
        """The lines with these keys, such as those just accepted."""
        wanted = set(keys)
        return [line for line in self.lines if str(line.entry.pk) in wanted]


def statement(actor: Actor, period: Period, *, today: date) -> Statement:
    """The actor's own statement; the same number of queries however many lines it has."""
    registrant = register_queries.own_record(actor)
    entries = list(register_queries.statement_between(actor, period.first_day, period.last_day))
    person = facts.person(registrant.entries.all(), registrant.specialties.all(), entries)
    acceptable = facts.acceptable(entries, today)
    view = outlook(person, period, pending=acceptable)
    reasons = {each.reference: each.reason for each in view.now.not_counted}
    ratings = event_queries.rated_by(actor.person_id, (each.event_reference for each in entries))
    cases = case_queries.cases_about(actor)
    promoted = approval_queries.promoted(today, (each.c_number for each in entries))
    lines = [
        Line(
            entry=entry,
            rating=ratings.get(entry.event_reference),
            promoted=entry.c_number in promoted,
            reason=_reason(entry, reasons.get(str(entry.pk))),
            case=cases.get(entry.pk),
        )
        for entry in entries
    ]
    return Statement(registrant, period, view, lines, acceptable)


def _reason(entry: PointEntry, reason) -> str:
    # The status says it already of what was not accepted.
    return str(reason.label) if reason and entry.status == PointStatus.ACCEPTED else ""
