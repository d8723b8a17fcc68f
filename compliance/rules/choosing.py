"""A specialist point may be accepted as a general one: what would each do? (domain.md 3.8)"""

from collections.abc import Set
from dataclasses import dataclass, replace

from compliance.enums import NotCounted
from compliance.rules.assessing import assess
from compliance.rules.counting import GENERAL, SPECIALIST
from compliance.rules.facts import Period, Person, Point, changed
from compliance.rules.result import Assessment, Requirement


@dataclass(frozen=True, slots=True)
class Effect:
    """One requirement before and after something became of points."""

    before: Requirement
    after: Requirement

    @property
    def changes(self) -> bool:
        return self.before.obtained != self.after.obtained


@dataclass(frozen=True, slots=True)
class Choice:
    """Every requirement after accepting the line as approved, and as a general point.

    `against`: why it would not count as approved, if so.
    """

    as_approved: tuple[Effect, ...]
    as_general: tuple[Effect, ...]
    against: str = ""

    @property
    def changes(self) -> list[Effect]:
        """What accepting as approved changes, but for the years, which do not decide."""
        return [each for each in self.as_approved if each.changes and not each.after.advisory]

    @property
    def approved_alone(self) -> list[Effect]:
        """What only accepting as approved changes."""
        return _alone(self.as_approved, self.as_general)

    @property
    def general_alone(self) -> list[Effect]:
        """What only accepting as a general point changes."""
        return _alone(self.as_general, self.as_approved)

    @property
    def in_both_ways(self) -> list[Effect]:
        """What changes alike in both ways."""
        alone = _alone(self.as_approved, self.as_general)
        return [each for each in self.changes if each not in alone]

    @property
    def matters(self) -> bool:
        """Does it make any difference to what is required?"""
        return _obtained(self.as_approved) != _obtained(self.as_general)


def taken(person: Person, accepted: Set[str], general: Set[str] = frozenset()) -> Person:
    """The same person with these lines accepted, those of `general` as general points."""
    return replace(
        person,
        points=tuple(
            [
                _accepted(point, general=point.reference in general)
                if point.reference in accepted
                else point
                for point in person.points
            ]
        ),
    )


def reflected(person: Person, references: Set[str]) -> Person:
    """The same person with the reflection statements of these peer reviews written."""
    return replace(
        person,
        points=tuple(
            [
                changed(point, reflection=True)
                if point.peer_review and point.reference in references
                else point
                for point in person.points
            ]
        ),
    )


def choice_of(person: Person, period: Period, reference: str, *, now: Assessment) -> Choice:
    """What accepting this one line would do in each way; `now` is how they stand without it."""
    line = frozenset({reference})
    approved = assess(taken(person, line), period)
    general = assess(taken(person, line, line), period)
    reasons = {each.reference: str(NotCounted(each.reason).label) for each in approved.not_counted}
    return Choice(
        effects_of(now, approved),
        effects_of(now, general),
        against=reasons.get(reference, ""),
    )


def _accepted(point: Point, *, general: bool) -> Point:
    if general and point.kind == SPECIALIST:
        return changed(point, accepted=True, kind=GENERAL, specialty="")
    return changed(point, accepted=True)


def effects_of(now: Assessment, then: Assessment) -> tuple[Effect, ...]:
    """Every requirement in two assessments of one person who differ in their points alone."""
    return tuple(map(Effect, now.requirements, then.requirements))


def _alone(these: tuple[Effect, ...], others: tuple[Effect, ...]) -> list[Effect]:
    return [
        each
        for each, other in zip(these, others, strict=True)
        if each.changes and not each.after.advisory and each.after.obtained != other.after.obtained
    ]


def _obtained(effects: tuple[Effect, ...]) -> list[int]:
    return [effect.after.obtained for effect in effects]
