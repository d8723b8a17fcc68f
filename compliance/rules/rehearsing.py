"""What other figures would change for one person, and for many: pure (docs/adr/0037)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol

import msgspec

from compliance.enums import Direction
from compliance.rules.result import Requirement

# Which requirement: code, specialty, year.
Key = tuple[str, str, int]
# The cycle as a whole stands among the requirements with this one.
WHOLE: Key = ("", "", 0)


class Judged(Protocol):
    """What is compared: an assessment, or what a run keeps of it."""

    @property
    def met(self) -> bool: ...

    @property
    def requirements(self) -> Sequence[Requirement]: ...


class Outcome(msgspec.Struct, frozen=True):
    """An assessment as a run keeps it."""

    met: bool
    requirements: tuple[Requirement, ...]


_outcome = msgspec.json.Decoder(Outcome)


def outcome(kept: str) -> Outcome:
    """Back from the text that a run keeps (contracts/assess.md, "Out")."""
    return _outcome.decode(kept)


@dataclass(frozen=True, slots=True)
class Change:
    """What differs for one person; `changes` as it is stored, one for each requirement."""

    direction: Direction
    codes: list[str]
    changes: list[dict[str, Any]]


@dataclass(slots=True)
class Count:
    """People, under the figures in force and under those of the variant.

    `asked` of whom it is asked; `to_met` and `to_not_met` change sides; `other` keep their side
    with another sum.
    """

    asked_before: int = 0
    asked_after: int = 0
    met_before: int = 0
    met_after: int = 0
    to_met: int = 0
    to_not_met: int = 0
    other: int = 0

    def add(self, other: "Count") -> None:
        """Both together."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    @property
    def changed(self) -> int:
        return self.to_met + self.to_not_met + self.other


@dataclass(frozen=True, slots=True)
class Compared:
    """Two assessments of the same person: whether each is met, and each requirement of either
    before and after, None where it is not asked."""

    met_before: bool
    met_after: bool
    pairs: Sequence[tuple[Key, Requirement | None, Requirement | None]]


def compared(before: Judged, after: Judged) -> Compared:
    """Lay two assessments of the same person side by side."""
    old = {_key(each): each for each in before.requirements}
    new = {_key(each): each for each in after.requirements}
    pairs = [(key, old.get(key), new.get(key)) for key in old | new]
    return Compared(before.met, after.met, pairs)


def change_of(both: Compared) -> Change | None:
    """What differs between the two; None if nothing does."""
    pairs = [(key, old, new) for key, old, new in both.pairs if _sum_of(old) != _sum_of(new)]
    if not pairs:
        return None
    return Change(
        direction=_direction(both.met_before, both.met_after),
        codes=sorted({code for (code, _specialty, _year), _old, _new in pairs}),
        changes=[
            {
                "code": code,
                "specialty": specialty,
                "year": year,
                "before": _side(old),
                "after": _side(new),
            }
            for (code, specialty, year), old, new in pairs
        ],
    )


class Tally:
    """Counts by profession and requirement; the cycle as a whole is `WHOLE`."""

    def __init__(self) -> None:
        self._counts: defaultdict[tuple[str, Key], Count] = defaultdict(Count)

    def look(self, profession: str, both: Compared) -> None:
        """Count one person."""
        differs = any(_sum_of(old) != _sum_of(new) for _key, old, new in both.pairs)
        whole = self._counts[profession, WHOLE]
        _count(whole, both.met_before, both.met_after, differs=differs)
        for key, old, new in both.pairs:
            _count(
                self._counts[profession, key],
                old.met if old else None,
                new.met if new else None,
                differs=_sum_of(old) != _sum_of(new),
            )

    def rows(self) -> list[list[Any]]:
        """For storage: profession, code, specialty, year, then the counts in their order."""
        return [
            [profession, *key, *(getattr(count, each.name) for each in fields(count))]
            for (profession, key), count in sorted(self._counts.items())
        ]


def together(rows: Iterable[list[Any]]) -> dict[tuple[str, Key], Count]:
    """The counts of many tallies, by profession and requirement."""
    found: defaultdict[tuple[str, Key], Count] = defaultdict(Count)
    for profession, code, specialty, year, *numbers in rows:
        found[profession, (code, specialty, year)].add(Count(*numbers))
    return dict(found)


def _count(count: Count, before: bool | None, after: bool | None, *, differs: bool) -> None:
    """None: it was not asked of this person, which is as good as met."""
    count.asked_before += before is not None
    count.asked_after += after is not None
    count.met_before += before is True
    count.met_after += after is True
    was, is_now = before is not False, after is not False
    if is_now and not was:
        count.to_met += 1
    elif was and not is_now:
        count.to_not_met += 1
    elif differs:
        count.other += 1


def _key(requirement: Requirement) -> Key:
    return (str(requirement.code), str(requirement.specialty or ""), requirement.year or 0)


def _sum_of(requirement: Requirement | None) -> tuple[int, int] | None:
    return (requirement.required, requirement.obtained) if requirement else None


def _side(requirement: Requirement | None) -> dict[str, Any] | None:
    if requirement is None:
        return None
    return {
        "required": requirement.required,
        "obtained": requirement.obtained,
        "met": requirement.met,
        "explanation": requirement.explanation,
    }


def _direction(before: bool, after: bool) -> Direction:
    if before == after:
        return Direction.STAYS_MET if after else Direction.STAYS_NOT_MET
    return Direction.TO_MET if after else Direction.TO_NOT_MET
