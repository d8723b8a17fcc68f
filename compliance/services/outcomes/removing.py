"""A set of people, or a specialty of theirs, leave the register, and are told."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import require
from compliance import permissions, queries, workflow
from compliance.enums import LetterKind, RemovalStatus, RequirementCode, Stake
from compliance.models import BulkAct, Removal, RunResult
from compliance.notifications.outcomes import RemovedFromRegister
from compliance.queries import removing as reads
from compliance.queries.removing import Candidate
from compliance.queries.units import unit_names
from compliance.rules import Requirement
from compliance.rules.ways import ways_left
from compliance.services.letters.telling import tell
from registrants import queries as register_queries
from registrants import services as register_services


def remove_set(*, act: BulkAct, keys: Sequence[int], actor: Actor, at: datetime) -> int:
    """Those of these people who may be removed, asked once more under a lock; returns how many.

    Whoever asks for an exception or lodges a dispute waits for the same lock: they come before,
    and are passed over here, or after, when they read that they were removed.
    """
    run, of_day = act.run, act.of_day
    period = queries.period_named(act.cycle, queries.periods(london_date(at)))
    if run is None or of_day is None or period is None:
        return 0
    require(permissions.may_follow(run))
    there = register_services.hold_people(people=keys, actor=actor, at=at)
    rows = RunResult.objects.filter(run=run, met=False, registrant_id__in=there)
    found = reads.candidates(
        rows.select_related("registrant").order_by("registrant_id"), run, period, of_day=of_day
    )
    ready = [(each, each.at_stake) for each in found if each.held is None and each.at_stake]
    ended = register_services.end_on_register(
        names=[each.registrant_id for each, lost in ready if lost.stake == Stake.NAME],
        specialties={
            each.registrant_id: lost.specialties
            for each, lost in ready
            if lost.stake == Stake.SPECIALTY
        },
        of_day=of_day,
        actor=actor,
        at=at,
    )
    removals = Removal.objects.bulk_create(
        _removal(
            act,
            each,
            stake=lost.stake,
            of_day=of_day,
            ended=ended.get(each.registrant_id, []),
            at=at,
        )
        for each, lost in ready
    )
    audit.record_many("removal.remove", removals, actor=actor, at=at, run=run.number)
    addresses = register_queries.addresses_of(each.registrant_id for each in removals)
    ways, names = ways_left(period, of_day, london_date(at)), _names_for(removals)
    tell(
        messages={
            each.registrant_id: RemovedFromRegister(
                each,
                act.reason,
                ways,
                unit_names=names,
                recipient=addresses.get(each.registrant_id),
            )
            for each in removals
        },
        kind=LetterKind.REMOVED,
        cycle=act.cycle,
        period=period,
        act=act,
        actor=actor,
        at=at,
    )
    moved = {each.registrant_id for each in removals}
    why = {each.registrant_id: str(each.held or "") for each in found}
    act.passed += [[key, why.get(key, "")] for key in keys if key not in moved]
    return len(removals)


def _removal(
    act: BulkAct,
    candidate: Candidate,
    *,
    stake: Stake,
    of_day: date,
    ended: list[dict[str, Any]],
    at: datetime,
) -> Removal:
    taken = sorted({each["specialty"] for each in ended if each["of"] == "specialty"})
    return Removal(
        run=act.run,
        registrant_id=candidate.registrant_id,
        act=act,
        cycle=act.cycle,
        number=candidate.result.number,
        stake=stake,
        specialties=taken,
        of_day=of_day,
        ended=ended,
        shortfalls=[
            {
                "code": str(each.code),
                "specialty": str(each.specialty or ""),
                "label": each.label,
                "required": each.required,
                "obtained": each.obtained,
                "explanation": _explained(candidate.result, each),
                **_lowered(candidate, each),
            }
            for each in candidate.short
        ],
        removed_at=at,
        **workflow.removal.born(RemovalStatus.REMOVED),
    )


def _names_for(removals: Sequence[Removal]) -> dict[str, str]:
    """The names of competency units, where one is missing to anybody."""
    codes = {short["code"] for each in removals for short in each.shortfalls}
    return unit_names() if RequirementCode.COMPETENCY_UNITS in codes else {}


def _lowered(candidate: Candidate, requirement: Requirement) -> dict[str, Any]:
    """Which exception asks what instead, where one was granted in part."""
    lowering = candidate.lowering
    figure = lowering.figure_of(requirement) if lowering else None
    if lowering is None or figure is None:
        return {}
    return {"lowered": figure, "exception": lowering.reference}


def _explained(result: RunResult, requirement: Any) -> str:
    """The sentence of the run itself: it is never worked out anew."""
    for each in (result.result or {}).get("requirements", ()):
        if (each["code"], each["specialty"] or "") == reads.key_of(requirement):
            return str(each["explanation"])
    return str(requirement.explanation)
