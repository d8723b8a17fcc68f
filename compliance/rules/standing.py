"""How a person stands, and how they would stand if they accepted what is pending."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from compliance.enums import Standing
from compliance.rules.assessing import assess
from compliance.rules.choosing import taken
from compliance.rules.facts import Period, Person
from compliance.rules.months import ONE_DAY
from compliance.rules.result import Assessment, Requirement


@dataclass(frozen=True, slots=True)
class Progress:
    """One requirement now, and what pending points would add to it."""

    now: Requirement
    pending: int

    @property
    def then(self) -> int:
        """Obtained, once everything pending is accepted."""
        return self.now.obtained + self.pending


@dataclass(frozen=True, slots=True)
class Outlook:
    """`now` is what counts; `accepted` is what would count with the pending points accepted."""

    now: Assessment
    accepted: Assessment

    @property
    def standing(self) -> Standing:
        if self.now.met:
            return Standing.MET
        return Standing.ONLY_ACCEPTANCE if self.accepted.met else Standing.NOT_MET

    @property
    def progress(self) -> list[Progress]:
        """Every requirement with what is pending for it; acceptance never changes the list."""
        pairs = zip(self.now.requirements, self.accepted.requirements, strict=True)
        return [Progress(now, then.obtained - now.obtained) for now, then in pairs]


def off_since(person: Person, today: date) -> date | None:
    """The first day off the register if that has come; None on the register, soon, or never."""
    last = max((entry.end or date.max for entry in person.entries), default=date.max)
    return last + ONE_DAY if last < today else None


def outlook(
    person: Person, period: Period, *, pending: Set[str], general: Set[str] = frozenset()
) -> Outlook:
    """Both views of a person; `pending` are the references that can still be accepted, `general`
    those of them that would be accepted as general points."""
    now = assess(person, period)
    if not pending:
        return Outlook(now, now)
    return Outlook(now, assess(taken(person, pending, general), period))
