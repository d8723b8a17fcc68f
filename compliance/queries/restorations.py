"""Reads of restorations: their history, and what hangs on one that is put right."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from compliance.enums import RunKind, RunStatus
from compliance.models import (
    Removal,
    RestorationStep,
    RunResult,
)
from compliance.queries.cycles import periods
from compliance.queries.judging import judged_now
from compliance.queries.restoration_steps import held_by, last_step, step_words, steps_of
from compliance.rules import Assessment
from compliance.rules.beside import Judged
from compliance.rules.restoration import Asked, restoration
from registrants.queries import points_of_days

__all__ = ["Effect", "held_by", "last_step", "step_words", "steps_of"]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a statement: how many, and their points."""

    count: int = 0
    points: int = 0


class Effect:
    """What hangs on a restoration that is put right. Made before; `look_again` when it is done, in
    the transaction that is taken back then."""

    def __init__(self, removal: Removal, *, until: date):
        self.step = self.then = last_step(removal)
        self.periods = [each for each in periods(until) if each.last_day >= removal.of_day]
        self._was = self._judged(removal)
        self.cycles: list[Judged] = []
        self.lost = self.gained = self.misnumbered = Lines()
        self.runs = _runs_since(removal, self.step)
        self.check_was = asked_for(removal, self.start)
        self.check_now: list[Asked] = []

    def look_again(self, removal: Removal) -> None:
        """It is done."""
        self.then = last_step(removal)
        now = self._judged(removal)
        self.cycles = [Judged(each, self._was[each.name], now[each.name]) for each in self.periods]
        self.check_now = asked_for(removal, self.new_start)
        self._count(removal.registrant_id)

    @property
    def start(self) -> date | None:
        return self.step.start if self.step else None

    @property
    def new_start(self) -> date | None:
        return self.then.start if self.then else None

    @property
    def number(self) -> str:
        return self.step.number if self.step else ""

    @property
    def takes_days(self) -> bool:
        """Are there days on which they were on the register as recorded, and will not be?"""
        return self.new_start is None or bool(self.start and self.new_start > self.start)

    @property
    def touches_points(self) -> bool:
        return bool(self.lost.count or self.gained.count or self.misnumbered.count)

    @property
    def changed_cycles(self) -> list[Judged]:
        return [each for each in self.cycles if each.changes]

    def _count(self, person: int) -> None:
        was, will = self.start, self.new_start
        if was is None:
            return
        if will is None:
            self.lost = Lines(*points_of_days.points_between(person, was, None))
            return
        between = points_of_days.points_between(person, min(was, will), max(was, will) - ONE_DAY)
        if will > was:
            self.lost = Lines(*between)
        elif will < was:
            self.gained = Lines(*between)
        if self.then and self.then.number != self.number:
            self.misnumbered = Lines(*points_of_days.points_under(person, self.number, will))

    def _judged(self, removal: Removal) -> dict[str, Assessment]:
        person = removal.registrant_id
        return {each.name: judged_now([person], each)[person].found for each in self.periods}


def asked_for(removal: Removal, day: date | None) -> list[Asked]:
    """What the restoration check asks for this day, of somebody who is not on the register."""
    if day is None:
        return []
    known = periods(day)
    if not known:
        return []
    person = judged_now([removal.registrant_id], known[-1], until=day)[removal.registrant_id].person
    before = replace(
        person,
        entries=tuple(each for each in person.entries if each.start < removal.of_day),
        specialties=tuple(each for each in person.specialties if each.start < removal.of_day),
    )
    return list(restoration(before, day, known).asked)


def _runs_since(removal: Removal, step: RestorationStep | None) -> list[str]:
    """Sealed runs since the restoration that judged the person: they stay as they were."""
    if step is None:
        return []
    rows = RunResult.objects.filter(
        run__kind=RunKind.REAL,
        registrant=removal.registrant_id,
        run__status=RunStatus.SEALED,
        run__ended_at__gte=step.at,
    )
    return sorted(set(rows.values_list("run__number", flat=True)))
