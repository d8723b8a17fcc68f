"""How each step of the end of a cycle stands: its days, its run, its letters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Q

from cet_portal.core.actor import Actor
from compliance.enums import (
    DISPUTE_OPEN,
    EXCEPTION_OPEN,
    RUN_OPEN,
    DisputeStatus,
    EndStep,
    LetterKind,
    RemovalStatus,
    RoundStatus,
    RunKind,
    RunStatus,
    StepState,
)
from compliance.models import (
    ComplianceRun,
    CycleDispute,
    ExceptionRequest,
    LetterRound,
    Removal,
)
from compliance.queries.acts import settled_late
from compliance.queries.addressees import ENDINGS, to_write
from compliance.queries.annual import sum_of
from compliance.queries.late import late_altogether, late_list
from compliance.queries.letters import rounds_of
from compliance.rules import Period
from compliance.rules.timetable import Milestone, timetable
from registrants import queries as register_queries

# Steps of which each is one kind of letter.
LETTERS = {
    EndStep.POSSIBLE_SHORTFALL: LetterKind.POSSIBLE_SHORTFALL,
    EndStep.ANNUAL: LetterKind.ANNUAL,
    EndStep.MET: LetterKind.MET,
    EndStep.SHORTFALL: LetterKind.SHORTFALL,
}
# Cases of a step, and the statuses in which they are open, or in force.
CASES: dict[EndStep, tuple[Any, Sequence[str]]] = {
    EndStep.DISPUTES: (CycleDispute, DISPUTE_OPEN),
    EndStep.DOCUMENTS: (CycleDispute, (DisputeStatus.DOCUMENTS,)),
    EndStep.DETERMINATIONS: (CycleDispute, DISPUTE_OPEN),
    EndStep.EXCEPTIONS: (ExceptionRequest, EXCEPTION_OPEN),
}
# Steps that follow the last real run.
FOLLOW = (EndStep.MAKE_UP, EndStep.RETENTION, EndStep.REMOVALS)
# What has to be done by the last day of the step, not only can be.
MUST = (EndStep.DETERMINATIONS, EndStep.LATE)
OF_ROUND = {
    RoundStatus.PLANNED: StepState.TO_COME,
    RoundStatus.WRITING: StepState.WORKING,
    RoundStatus.WRITTEN: StepState.DONE,
    RoundStatus.PASSED_OVER: StepState.OVER,
}


@dataclass(frozen=True, slots=True)
class StepNow:
    """A step today. `letters`: what was written last, `earlier` what was before; `run`: what could
    be written from, newer than those or without any, or what removals follow; `begun`: the real run
    that waits for a second person or is at work; `settled`: a newer run from which nobody is to be
    written to; `listed`: the run that holds the list of the step. `lines` and `people`: that wait
    to be accepted, or to be settled as they came late; `elsewhere`: late ones under an open case or
    dispute; `counted` and `refused`: as staff settled them; `total`: disputes, exceptions or
    removals that the actor may see, `open` those open or in force; of an annual minimum people who
    had one, and those below it."""

    milestone: Milestone
    state: StepState
    letters: LetterRound | None = None
    earlier: tuple[LetterRound, ...] = ()
    run: ComplianceRun | None = None
    begun: ComplianceRun | None = None
    settled: ComplianceRun | None = None
    listed: ComplianceRun | None = None
    lines: int = 0
    people: int = 0
    elsewhere: int = 0
    total: int = 0
    open: int = 0
    counted: int = 0
    refused: int = 0

    @property
    def kind(self) -> LetterKind | None:
        """The letters of the step, if it has some."""
        return LETTERS.get(self.milestone.step)

    @property
    def rounds(self) -> tuple[LetterRound, ...]:
        """All that was written, the newest first."""
        return (self.letters, *self.earlier) if self.letters else ()

    @property
    def written(self) -> int:
        """How many letters these are together."""
        return sum(each.written for each in self.rounds)


def end_of_cycle(actor: Actor, period: Period, *, today: date) -> list[StepNow]:
    """Every step in its order, in eleven queries however many there are, and a few for each kind
    of letter that could be written: whether there is anybody to write to."""
    facts = _Facts(actor, period, today)
    return [facts.now(milestone) for milestone in timetable(period)]


def in_force(today: date) -> Q:
    """Removals that keep somebody, or a specialty, off the register on the day."""
    off = Q(status=RemovalStatus.REMOVED) | Q(restored_on__gt=today)
    return off & Q(of_day__lte=today)


class _Facts:
    def __init__(self, actor: Actor, period: Period, today: date):
        self.period, self.today = period, today
        self.rounds = rounds_of(period.name)
        runs = ComplianceRun.objects.visible_to(actor).filter(
            Q(status=RunStatus.SEALED) | Q(status__in=RUN_OPEN, kind=RunKind.REAL)
        )
        found = runs.filter(cycle=period.name, variant__isnull=True).order_by("-ended_at", "-pk")
        self.runs = [run for run in found if run.is_sealed]
        self.begun = next((run for run in found if not run.is_sealed), None)
        waiting = register_queries.pending_by_due_date(min(today, period.last_day))
        self.waiting = waiting.filter(due_on=period.last_day).first()
        self.late = late_list(actor, period=period).aggregate(
            lines=Count("pk"), people=Count("registrant", distinct=True)
        )
        self.late["elsewhere"] = late_altogether(actor, period) - self.late["lines"]
        self.late |= settled_late(actor, period.name)
        self.cases = {
            step: model.objects.visible_to(actor)
            .filter(cycle=period.name)
            .aggregate(total=Count("pk"), open=Count("pk", filter=Q(status__in=statuses)))
            for step, (model, statuses) in CASES.items()
        }
        # How a step stands is the same for everybody, also where the actor reads none of its cases.
        self.going = {
            step
            for step, (model, statuses) in CASES.items()
            if self.cases[step]["open"]
            or not self.cases[step]["total"]
            and model.objects.filter(cycle=period.name, status__in=statuses).exists()
        }
        removals = (
            Removal.objects.visible_to(actor)
            .filter(cycle=period.name)
            .aggregate(
                total=Count("pk"),
                open=Count("pk", filter=in_force(today)),
                restored=Count("pk", filter=Q(status=RemovalStatus.RESTORED)),
            )
        )
        self.cases[EndStep.RESTORATIONS] = {"total": removals.pop("restored")}
        self.cases[EndStep.REMOVALS] = removals

    def now(self, milestone: Milestone) -> StepNow:
        step = milestone.step
        if step in LETTERS:
            return self._with_sum(self._letters(milestone))
        if step == EndStep.RUN:
            run = self._run(LetterKind.MET, None)
            state = StepState.DONE if run else self._by_date(milestone, must=True)
            state = StepState.WORKING if self.begun else state
            return StepNow(milestone, state, run=run, begun=self.begun)
        found = self._waiting(step)
        waits = step in self.going or bool(found.get("lines"))
        state = self._by_date(milestone, must=step in MUST and waits)
        if state == StepState.OVER and (step in self.going or found.get("elsewhere")):
            state = StepState.WORKING  # nobody can begin any more, and what was begun goes on
        run = self._run(LetterKind.MET, None) if step in FOLLOW else None
        return StepNow(milestone, state, run=run, listed=run, **found)

    def _with_sum(self, found: StepNow) -> StepNow:
        """Of an annual minimum how many had one, and how many are below it."""
        year = found.milestone.year
        if year is None or found.listed is None:
            return found
        counted = sum_of(found.listed, year)
        return replace(found, total=counted.asked, open=counted.below)

    def _waiting(self, step: EndStep) -> dict[str, Any]:
        """What there is of the step, and how much of it waits."""
        if step == EndStep.LATE:
            return self.late
        if step == EndStep.ACCEPTANCE and self.waiting:
            return {"lines": self.waiting["lines"], "people": self.waiting["people"]}
        return self.cases.get(step, {})

    def _letters(self, milestone: Milestone) -> StepNow:
        kind, year = LETTERS[milestone.step], milestone.year
        written = [each for each in self.rounds if (each.kind, each.year) == (kind, year)]
        letters, earlier = (written[0] if written else None), tuple(written[1:])
        listed = None if kind == LetterKind.POSSIBLE_SHORTFALL else self._run(kind, year)
        run = listed
        if run and letters and letters.run_id == run.pk:
            run = None
        if letters and (run is None or letters.status == RoundStatus.WRITING):
            done = OF_ROUND[RoundStatus(letters.status)]
            return StepNow(milestone, done, letters, earlier, run, listed=listed)
        state = self._by_date(milestone, must=kind in ENDINGS)
        if state == StepState.OVER:
            done = OF_ROUND[RoundStatus(letters.status)] if letters else state
            return StepNow(milestone, done, letters, earlier, listed=listed)
        if run and state != StepState.TO_COME and not self._concerns(run, kind, year):
            done = StepState.DONE
            return StepNow(milestone, done, letters, earlier, settled=run, listed=listed)
        if run is None and state in (StepState.OPEN, StepState.LATE):
            state = StepState.WAITS
        elif run and letters:  # all were written from an earlier run
            state = StepState.OPEN
        return StepNow(milestone, state, letters, earlier, run, listed=listed)

    def _concerns(self, run: ComplianceRun, kind: LetterKind, year: int | None) -> bool:
        return to_write(run, kind, year, on=self.today).exists()

    def _run(self, kind: LetterKind, year: int | None) -> ComplianceRun | None:
        """As `letters.last_run`, from what was read once."""
        rehearsal = kind == LetterKind.ANNUAL
        fits = (
            run
            for run in self.runs
            if (rehearsal or run.kind == RunKind.REAL) and (year is None or run.holds(year))
        )
        return next(fits, None)

    def _by_date(self, milestone: Milestone, *, must: bool = False) -> StepState:
        if milestone.opens and self.today < milestone.opens:
            return StepState.TO_COME
        if milestone.is_past(self.today):
            return StepState.LATE if must else StepState.OVER
        return StepState.OPEN
