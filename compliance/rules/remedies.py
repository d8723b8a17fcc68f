"""What closes a gap: accepting what waits, writing reflection statements, or more CET.

Decided here alone; pages, letters and the planner take their words from it (`closing`, `to_write`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from compliance.enums import Closes, RequirementCode
from compliance.rules.facts import Point
from compliance.rules.result import Requirement

R = RequirementCode


@dataclass(frozen=True, slots=True)
class Review:
    """A peer review that counts for a requirement once its statement is written: what it adds at
    least, and whether it is accepted already."""

    reference: str
    adds: int
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class Remedies:
    """What can be done for one requirement without more CET.

    `accepting`: what accepting everything that waits adds; `writing`: what writing the statements
    of accepted `reviews` adds; `together`: what both add, with the statements of all `reviews`,
    each by `until`.
    """

    accepting: int = 0
    writing: int = 0
    together: int = 0
    reviews: tuple[Review, ...] = ()
    until: date | None = None

    def closes(self, gap: Requirement) -> Closes | None:
        """The least that closes it; None where it is met."""
        if gap.met:
            return None
        if self.accepting >= gap.shortfall:
            return Closes.ACCEPTING
        if self.writing >= gap.shortfall:
            return Closes.WRITING
        return Closes.BOTH if self.together >= gap.shortfall else Closes.MORE_CET

    @property
    def written_besides(self) -> int:
        """What writing adds to what accepting does."""
        return max(0, self.together - self.accepting)

    @property
    def accepted_reviews(self) -> list[Review]:
        return [each for each in self.reviews if each.is_accepted]

    def enough(self, gap: Requirement) -> int:
        """How many statements are to be written, whichever of the reviews they are of."""
        if self.closes(gap) == Closes.WRITING:
            return _how_many(self.accepted_reviews, gap.shortfall)
        return _how_many(self.reviews, gap.shortfall - self.accepting)


def _how_many(reviews: Iterable[Review], missing: int) -> int:
    """So many close it even if they are those that add least; all of them, if none do."""
    adding = sorted(each.adds for each in reviews)
    sums = enumerate(accumulate(adding), start=1)
    return next((number for number, total in sums if total >= missing), len(adding))


def remedies_of(
    now: Requirement,
    accepted: Requirement,
    written: Requirement,
    together: Requirement,
    until: date,
) -> Remedies:
    """From the same requirement as things are, with what waits accepted, with the statements of
    accepted reviews written, and with both done."""
    # Most people have nothing to write.
    if together.obtained == accepted.obtained:
        return Remedies(accepted.obtained - now.obtained, 0, accepted.obtained - now.obtained)
    already, alone = set(accepted.satisfied_by), set(written.satisfied_by)
    missing = set(now.units_missing)
    reviews = [
        Review(point.reference, _adds(now, point), point.reference in alone)
        for point in together.points
        if point.reference not in already
        and (now.code != R.COMPETENCY_UNITS or missing.intersection(point.units))
    ]
    return Remedies(
        accepting=accepted.obtained - now.obtained,
        writing=written.obtained - now.obtained,
        together=together.obtained - now.obtained,
        reviews=tuple(reviews),
        until=until,
    )


def _adds(requirement: Requirement, point: Point) -> int:
    if requirement.code in (R.PEER_REVIEW, R.STANDARDS_OF_PRACTICE):
        return 1
    if requirement.code == R.COMPETENCY_UNITS:
        return 0  # another may name the same units
    return point.interactive if requirement.code == R.INTERACTIVE_POINTS else point.total


@dataclass(frozen=True, slots=True)
class ToWrite:
    """Reflection statements of accepted peer reviews that a gap waits for: of `enough` of the
    lines `references`, by `until`."""

    references: tuple[str, ...]
    enough: int
    until: date


def to_write(gaps: Iterable[tuple[Requirement, Remedies]]) -> ToWrite | None:
    """What to write for these requirements together; None where writing alone adds nothing."""
    open_ones = [
        (gap, own)
        for gap, own in gaps
        if own.writing and own.closes(gap) not in (None, Closes.ACCEPTING)
    ]
    references = dict.fromkeys(
        each.reference for _gap, own in open_ones for each in own.accepted_reviews
    )
    untils = [own.until for _gap, own in open_ones if own.until]
    if not references or not untils:
        return None
    enough = max(
        len(own.accepted_reviews)
        if own.closes(gap) == Closes.MORE_CET
        else min(own.enough(gap), len(own.accepted_reviews))
        for gap, own in open_ones
    )
    return ToWrite(tuple(references), enough, min(untils))
