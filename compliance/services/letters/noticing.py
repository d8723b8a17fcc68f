"""Notices of a possible shortfall: planned with the cycle, sent by the clock on their day."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workdays import NO_DEADLINE, Deadline
from cet_portal.core.workflow import lock
from cet_portal.scheme import limits
from compliance import workflow
from compliance.enums import LetterKind, RoundStatus, RunKind, RunStatus
from compliance.models import ComplianceRun, LetterRound
from compliance.queries import period_named, periods
from compliance.rules import Period
from compliance.rules.timetable import possible_shortfall_on
from compliance.services.running import start_run


@transaction.atomic
def plan_notices(*, among: Iterable[Period], actor: Actor, at: datetime) -> list[LetterRound]:
    """Store the day of the notice for each cycle that runs and has none yet; returns the new ones.

    Refused for everybody but the clock.
    """
    if not actor.is_clock:
        raise Refused(Refusal(_("The portal plans these notices by itself.")))
    kind, today = LetterKind.POSSIBLE_SHORTFALL, london_date(at)
    running = [
        (period, day)
        for period in among
        if period.last_day >= today and (day := possible_shortfall_on(period))
    ]
    names = [period.name for period, _day in running]
    known = LetterRound.objects.filter(kind=kind, cycle__in=names)
    there = set(known.values_list("cycle", flat=True))
    made = []
    for period, day in running:
        if period.name not in there:
            planned = _planned(period, day, at)
            planned.save(force_insert=True)
            audit.record("letters.plan", planned, actor=actor, at=at, due_on=day.isoformat())
            made.append(planned)
    return made


def _planned(period: Period, day: Any, at: datetime) -> LetterRound:
    due = Deadline.on_calendar(period.last_day, day, rule=limits.RULE_POSSIBLE_SHORTFALL)
    return LetterRound(
        cycle=period.name,
        kind=LetterKind.POSSIBLE_SHORTFALL,
        moved_at=at,
        made_at=at,
        made_by_name="MyCET",
        **due.as_fields(),
        **workflow.letter_round.born(RoundStatus.PLANNED),
    )


@transaction.atomic
def start_notice(*, letter_round: LetterRound, actor: Actor, at: datetime) -> LetterRound:
    """The day has come: everybody is judged as of it by a rehearsal, and the letters follow from
    that run as soon as it is sealed. After an outage that lasted past the cycle's end there is
    nothing to warn of any more: the notices are passed over.
    """
    letter_round = lock(letter_round)
    period = period_named(letter_round.cycle, periods(london_date(at)))
    step = "start" if period and london_date(at) <= period.last_day else "pass_over"
    require(workflow.letter_round.refusal(letter_round, step, actor=actor, at=at))
    if period is None or step == "pass_over":
        return workflow.letter_round.move(
            letter_round, "pass_over", actor=actor, at=at, moved_at=at, **NO_DEADLINE
        )
    run = _rehearsal(period, actor=actor, at=at)
    return workflow.letter_round.move(
        letter_round, "start", actor=actor, at=at, run=run, moved_at=at
    )


@transaction.atomic
def rehearse_again(*, letter_round: LetterRound, actor: Actor, at: datetime) -> LetterRound:
    """Somebody has cancelled the run that notices were to follow from: another takes its place.
    Nothing happens to letters whose run is sealed or on its way."""
    letter_round = lock(letter_round)
    period = period_named(letter_round.cycle, periods(london_date(at)))
    cancelled = letter_round.run is not None and letter_round.run.status == RunStatus.CANCELLED
    if period is None or not cancelled or letter_round.status != RoundStatus.WRITING:
        return letter_round
    letter_round.run = _rehearsal(period, actor=actor, at=at)
    letter_round.save(update_fields=["run"])
    audit.record("letters.rehearse_again", letter_round, actor=actor, at=at)
    return letter_round


def _rehearsal(period: Period, *, actor: Actor, at: datetime) -> ComplianceRun:
    """Everybody judged as of today; whose data contradict themselves are listed apart."""
    return start_run(
        period=period,
        kind=RunKind.REHEARSAL,
        as_at=min(london_date(at), period.last_day),
        apart=True,
        actor=actor,
        at=at,
    )
