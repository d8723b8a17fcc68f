"""Notices of a possible shortfall: planned with the cycle, sent by the clock on their day."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused
from cet_portal.core.workdays import Deadline
from cet_portal.scheme import limits
from compliance import workflow
from compliance.enums import LetterKind, RoundStatus
from compliance.models import LetterRound
from compliance.rules import Period
from compliance.rules.timetable import possible_shortfall_on


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
