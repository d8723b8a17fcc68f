"""How a person stands, and how they would stand if they did what they can do without more CET."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from compliance.enums import Standing
from compliance.rules.assessing import assess
from compliance.rules.choosing import reflected, taken
from compliance.rules.facts import Period, Person
from compliance.rules.months import ONE_DAY
from compliance.rules.remedies import Remedies, remedies_of
from compliance.rules.result import Assessment, Requirement


@dataclass(frozen=True, slots=True)
class Progress:
    """One requirement now, and what can be done for it without more CET."""

    now: Requirement
    remedies: Remedies

    @property
    def pending(self) -> int:
        """What accepting everything that is pending adds."""
        return self.remedies.accepting

    @property
    def then(self) -> int:
        """Obtained, once everything pending is accepted."""
        return self.now.obtained + self.pending


@dataclass(frozen=True, slots=True)
class Written:
    """What would count with reflection statements written by `until`: of `accepted` reviews, and
    `together` with those that wait, once everything that waits is accepted."""

    accepted: Assessment
    together: Assessment
    until: date


@dataclass(frozen=True, slots=True)
class Outlook:
    """`now` is what counts; `accepted` is what would count with the pending points accepted;
    `written`: with reflection statements, if any can be written."""

    now: Assessment
    accepted: Assessment
    written: Written | None = None

    @property
    def standing(self) -> Standing:
        if self.now.met:
            return Standing.MET
        return Standing.ONLY_ACCEPTANCE if self.accepted.met else Standing.NOT_MET

    @property
    def progress(self) -> list[Progress]:
        """Every requirement with what can be done for it; that never changes the list."""
        now, accepted = self.now.requirements, self.accepted.requirements
        if self.written is None:
            pairs = zip(now, accepted, strict=True)
            added = ((each, then.obtained - each.obtained) for each, then in pairs)
            return [Progress(each, Remedies(more, together=more)) for each, more in added]
        written, together = self.written.accepted.requirements, self.written.together.requirements
        each_way = zip(now, accepted, written, together, strict=True)
        return [Progress(each[0], remedies_of(*each, self.written.until)) for each in each_way]


def off_since(person: Person, today: date) -> date | None:
    """The first day off the register if that has come; None on the register, soon, or never."""
    last = max((entry.end or date.max for entry in person.entries), default=date.max)
    return last + ONE_DAY if last < today else None


def outlook(
    person: Person,
    period: Period,
    *,
    pending: Set[str],
    general: Set[str] = frozenset(),
    unwritten: Set[str] = frozenset(),
) -> Outlook:
    """Every view of a person; `pending` are the references that can still be accepted, `general`
    those of them that would be accepted as general points; `unwritten` those of peer reviews,
    accepted or pending, whose reflection statement can still be written."""
    now = assess(person, period)
    taking = taken(person, pending, general) if pending else person
    accepted = assess(taking, period) if pending else now
    if not unwritten:
        return Outlook(now, accepted)
    written = assess(reflected(person, unwritten), period)
    together = assess(reflected(taking, unwritten), period) if pending else written
    return Outlook(now, accepted, Written(written, together, period.last_day))
