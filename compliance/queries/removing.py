"""Who may be taken off the register after a sealed run, and who is held back and why.

The list is the run's: nobody is on it whom the run found to have met everything. Each person is
judged once more with the record as it is now; whose record has changed waits for a new run.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from cet_portal.core.membership import IsOneOf
from cet_portal.core.permissions import Refusal
from compliance.enums import (
    ExceptionStatus,
    HeldBack,
    LetterKind,
    RemovalStatus,
    RunKind,
    RunStatus,
    Settled,
)
from compliance.models import (
    ComplianceRun,
    CycleDispute,
    ExceptionRequest,
    Letter,
    LetterRound,
    Removal,
    RunResult,
)
from compliance.queries.cycles import named
from compliance.queries.exceptions import Asked, asked_among, lowering_of
from compliance.queries.judging import JudgedNow, judged_now
from compliance.rules import Period, Requirement
from compliance.rules.letters import outcome_of
from compliance.rules.lowering import Lowering, ShortOf, short_of
from compliance.rules.making_up import MadeUp, make_up
from compliance.rules.removing import AtStake, at_stake_of, key_of, still_short
from compliance.rules.timetable import make_up_until
from registrants import queries as register_queries
from registrants import rules as register_rules

READY, HELD = "ready", "held"


def runs_to_follow(actor: Actor) -> QuerySet[ComplianceRun]:
    """Sealed real runs, the newest first."""
    rows = ComplianceRun.objects.visible_to(actor).filter(kind=RunKind.REAL)
    return rows.filter(status=RunStatus.SEALED).order_by("-ended_at", "-pk")


def latest_run(cycle: str) -> ComplianceRun | None:
    """The run that removals of a cycle rest on: of several sealed ones the last."""
    rows = ComplianceRun.objects.filter(cycle=cycle, kind=RunKind.REAL, status=RunStatus.SEALED)
    return rows.order_by("-ended_at", "-pk").first()


def superseded(run: ComplianceRun) -> Refusal | None:
    """Why a run is followed no more: there is a newer one of its cycle."""
    latest = latest_run(run.cycle)
    if latest is None or latest.pk == run.pk:
        return None
    words = {"number": latest.number}
    return Refusal(_("There is a newer run of this cycle: %(number)s.") % words)


def run_that_met(registrant_id: int | None, cycle: str) -> ComplianceRun | None:
    """The last sealed real run of a cycle, if this person had met everything in it."""
    run = latest_run(cycle)
    if run is None or registrant_id is None:
        return None
    rows = RunResult.objects.filter(run=run, registrant_id=registrant_id, met=True)
    return run if rows.exists() else None


def short_in(run: ComplianceRun, keys: Iterable[int]) -> list[int]:
    """Those of these people who are short in the run, in the order of their keys."""
    rows = RunResult.objects.filter(IsOneOf("registrant_id", set(keys)), run=run, met=False)
    return list(rows.order_by("registrant_id").values_list("registrant_id", flat=True))


def short_list(
    actor: Actor, run: ComplianceRun, *, show: str = "", words: str = "", today: date
) -> QuerySet[RunResult]:
    """Everybody who is short in the run, by number. `show`: those whom no open case holds back, or
    the others."""
    # By outcome, not by `met`: that stands in the index by number.
    rows = RunResult.objects.visible_to(actor).filter(run=run).exclude(standing=Settled.MET)
    if show in (READY, HELD):
        held = _held(run, today)
        rows = rows.exclude(held) if show == READY else rows.filter(held)
    if words.strip():
        key = register_rules.surname_key(words)
        fits = Q(number=register_rules.normalise_number(words) or words.strip().upper())
        rows = rows.filter(fits | Q(registrant__surname_key__startswith=key) if key else fits)
    return rows.select_related("registrant").order_by("number", "pk")


def with_held(rows: QuerySet[RunResult], run: ComplianceRun, today: date) -> QuerySet[RunResult]:
    """`is_held`: does something open hold them back, as far as the database itself knows?"""
    held = Case(When(_held(run, today), then=Value(True)), default=Value(False))
    return rows.annotate(is_held=held)


def _held(run: ComplianceRun, today: date) -> Q:
    """What the database itself knows of, each table read once for everybody; a look at the record
    may find more."""
    cycle, period = run.cycle, named(run.cycle)
    reasons = (
        register_queries.whose_points_are_late(period.first_day, period.last_day),
        Removal.objects.filter(cycle=cycle, status=RemovalStatus.REMOVED),
        _restored(cycle),
        CycleDispute.objects.open().filter(cycle=cycle),
        ExceptionRequest.objects.open().filter(cycle=cycle),
        ExceptionRequest.objects.filter(cycle=cycle, status=ExceptionStatus.EXCUSED).standing(),
    )
    found = Q(standing=Settled.APART) | Q(registrant__in=_with_enough(run))
    for rows in reasons:
        found |= _are_of(rows)
    return found | ~_are_of(_letters(cycle)) | ~_are_of(register_queries.in_force(today))


def _with_enough(run: ComplianceRun) -> list[int]:
    """Those who had in the run all that an exception granted in part asks of them."""
    granted = ExceptionRequest.objects.filter(cycle=run.cycle).standing()
    lowerings = {
        row.registrant_id: found
        for row in granted.filter(status=ExceptionStatus.LOWERED)
        if (found := lowering_of(row))
    }
    if not lowerings:
        return []
    rows = RunResult.objects.filter(IsOneOf("registrant_id", set(lowerings)), run=run, met=False)
    return [
        key
        for key, result in rows.values_list("registrant_id", "result")
        if not still_short(outcome_of(result).missing, lowerings[key].figures)
    ]


def _are_of(rows: QuerySet[Any]) -> Q:
    return Q(registrant__in=rows.order_by().values("registrant_id"))


def _restored(cycle: str) -> QuerySet[Removal]:
    """Removals after the cycle that a restoration ended: nobody is removed twice for one cycle.
    What the portal took back by itself was never in force, and has no reason of a restoration."""
    rows = Removal.objects.filter(cycle=cycle, status=RemovalStatus.RESTORED)
    return rows.exclude(restored_because="")


def _letters(cycle: str) -> QuerySet[Letter]:
    """Letters about a shortfall of the cycle that no later one contradicts. Rounds are few and read
    before: those that were written before any of a shortfall was asked for have no later one."""
    kinds = (LetterKind.SHORTFALL, LetterKind.MET)
    rounds = list(LetterRound.objects.filter(cycle=cycle, kind__in=kinds))
    short = [each for each in rounds if each.kind == LetterKind.SHORTFALL]
    told = Letter.objects.filter(round__in=[each.pk for each in short]).order_by()
    first = min((each.made_at for each in short), default=None)
    later = [
        each.pk
        for each in rounds
        if first and each.kind == LetterKind.MET
        if each.written_at is None or each.written_at > first
    ]
    if not later:
        return told
    newer = Letter.objects.filter(
        registrant=OuterRef("registrant"), round__in=later, pk__gt=OuterRef("pk")
    )
    return told.exclude(Exists(newer))


def told_of_shortfall(cycle: str, keys: Iterable[int]) -> frozenset[int]:
    """Those of these people to whom a letter says that they are short: nobody is removed who was
    not told first."""
    rows = _letters(cycle).filter(IsOneOf("registrant_id", set(keys)))
    return frozenset(rows.values_list("registrant_id", flat=True))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person who is short in a run. `short`: what is missing after exceptions and what was
    made up; `at_stake`: what they may lose; `held`: why not now; `lowering`: what an exception
    granted in part asks instead."""

    result: RunResult
    short: tuple[Requirement, ...]
    at_stake: AtStake | None
    held: HeldBack | None
    lowering: Lowering | None = None

    @property
    def registrant_id(self) -> int:
        return self.result.registrant_id

    @property
    def is_ready(self) -> bool:
        return self.held is None and self.at_stake is not None

    @property
    def short_of(self) -> list[ShortOf]:
        """What is missing, with the figures that count for them."""
        return short_of(self.short, self.lowering)


def candidates(
    results: Iterable[RunResult], run: ComplianceRun, period: Period, *, of_day: date
) -> list[Candidate]:
    """Each of these people with what they may lose on `of_day`; the number of queries is the same
    for one and for thousands."""
    rows = list(results)
    keys = [row.registrant_id for row in rows]
    known = _Known.of(run, period, keys, of_day)
    return [known.candidate(row) for row in rows]


def made_up_in(run: ComplianceRun, period: Period, keys: Collection[int]) -> dict[int, MadeUp]:
    """What people who are short in the run made up by 15 March; nothing in the enhanced scheme."""
    until = make_up_until(period)
    if until is None:
        return {}
    judged = judged_now(keys, period, until=until)
    return {
        key: made
        for key, each in judged.items()
        if (made := make_up(each.person, period, each.found)).uses
    }


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read of all of them at once."""

    run: ComplianceRun
    period: Period
    of_day: date
    judged: dict[int, JudgedNow]
    removed: frozenset[int]
    restored: frozenset[int]
    disputing: frozenset[int]
    exceptions: dict[int, Asked]
    late: frozenset[int]
    told: frozenset[int]

    @classmethod
    def of(cls, run: ComplianceRun, period: Period, keys: list[int], of_day: date) -> "_Known":
        until = make_up_until(period)
        own: dict[str, Any] = {"registrant_id__in": keys, "cycle": run.cycle}
        removed = Removal.objects.filter(**own, status=RemovalStatus.REMOVED)
        restored = _restored(run.cycle).filter(registrant_id__in=keys)
        disputing = CycleDispute.objects.open().filter(**own)
        return cls(
            run=run,
            period=period,
            of_day=of_day,
            judged=judged_now(keys, period, until=until),
            removed=frozenset(removed.values_list("registrant_id", flat=True)),
            restored=frozenset(restored.values_list("registrant_id", flat=True)),
            disputing=frozenset(disputing.values_list("registrant_id", flat=True)),
            exceptions=asked_among(run.cycle, keys),
            told=told_of_shortfall(run.cycle, keys),
            late=frozenset(register_queries.late_people(keys, period.first_day, period.last_day)),
        )

    def candidate(self, row: RunResult) -> Candidate:
        """One of them."""
        judged = self.judged[row.registrant_id]
        asked = self.exceptions.get(row.registrant_id, Asked())
        short = [each for each in judged.found.requirements if not each.advisory and not each.met]
        lowering = lowering_of(asked.standing)
        lowered = lowering.figures if lowering else {}
        short = still_short(short, lowered)
        left = short
        made = make_up(judged.person, self.period, judged.found)
        if made.uses:
            missing = {key_of(requirement) for requirement, _left in made.missing}
            left = [each for each in short if key_of(each) in missing]
        stake = at_stake_of(judged.person, self.period, left, row.profession, lowered=lowered)
        return Candidate(
            result=row,
            short=tuple(left),
            at_stake=stake,
            held=self._held(row, judged, asked, short, stake),
            lowering=lowering,
        )

    def _held(
        self,
        row: RunResult,
        judged: JudgedNow,
        asked: Asked,
        short: list[Requirement],
        stake: AtStake | None,
    ) -> HeldBack | None:
        key = row.registrant_id
        reasons = (
            (key in self.removed, HeldBack.ALREADY_REMOVED),
            (key in self.restored, HeldBack.RESTORED),
            (not self._is_there(judged), HeldBack.NOT_ON_REGISTER),
            (not self._holds(judged, stake), HeldBack.NOT_SPECIALIST),
            (row.standing == Settled.APART, HeldBack.APART),
            (key in self.disputing, HeldBack.DISPUTE),
            (asked.open is not None, HeldBack.EXCEPTION),
            (_is_excused(asked, short), HeldBack.EXCUSED),
            (key in self.late, HeldBack.LATE),
            (judged.found.met, HeldBack.MET_SINCE),
            (_figures(judged) != _figures_of(row), HeldBack.CHANGED),
            (stake is None, HeldBack.MADE_UP),
            (key not in self.told, HeldBack.NOT_TOLD),
        )
        return next((reason for applies, reason in reasons if applies), None)

    def _is_there(self, judged: JudgedNow) -> bool:
        """Is there a name to take off on the day?"""
        return any(_on(each, self.of_day) for each in judged.person.entries)

    def _holds(self, judged: JudgedNow, stake: AtStake | None) -> bool:
        """Where only a specialty is at stake: is it there to be taken off?"""
        if stake is None or not stake.specialties:
            return True
        return any(
            each.specialty in stake.specialties and _on(each, self.of_day)
            for each in judged.person.specialties
        )


def _on(each: Any, day: date) -> bool:
    return each.start < day and (each.end is None or day <= each.end)


def _is_excused(asked: Asked, short: list[Requirement]) -> bool:
    enough = lowering_of(asked.standing) is not None and not short
    return asked.is_excused or enough


def _figures(judged: JudgedNow) -> list[tuple[str, str, int, int]]:
    return sorted(
        (str(each.code), str(each.specialty or ""), each.required, each.obtained)
        for each in judged.found.requirements
        if not each.advisory
    )


def _figures_of(row: RunResult) -> list[tuple[str, str, int, int]]:
    found = (row.result or {}).get("requirements", ())
    return sorted(
        (each["code"], each["specialty"] or "", each["required"], each["obtained"])
        for each in found
        if not each["advisory"]
    )
