"""A run is asked for; a real one waits for a second member of staff."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.double_click import DOUBLE_CLICK
from cet_portal.core.numbering import hold_numbers, next_number
from cet_portal.core.permissions import require
from cet_portal.core.queue import enqueue
from cet_portal.core.workflow import lock
from compliance import notifications, permissions, workflow
from compliance.enums import RunKind, RunStatus
from compliance.models import (
    ComplianceRun,
    RunRange,
    RunResult,
    SchemeVariant,
    VariantChange,
    VariantTally,
)
from compliance.queries import inputs
from compliance.queries import runs as reads
from compliance.rules import Figures, Period, figures_as_plain, figures_of

PREFIX = "RUN"
# The register is worked through in so many pieces, unless they would be smaller than that: a
# piece reads most pages of the ledger, however few its people are.
PIECES = 8
SMALLEST = 7_500
# The most workers that are asked for one run.
MOST_WORKERS = 8


@transaction.atomic
def start_run(
    *,
    period: Period,
    kind: str,
    as_at: date | None = None,
    apart: bool = False,
    variant: SchemeVariant | None = None,
    figures: Figures | None = None,
    actor: Actor,
    at: datetime,
) -> ComplianceRun:
    """A rehearsal begins at once; a real run waits until somebody else confirms it.

    `as_at`: the cycle's end if left out; `figures`: those of `variant`, or of the scheme
    version. Pressed twice it gives the run that there is, and so does a second real run of a
    cycle while one is open. Refused for everybody but GOC staff, and for real before the cycle is
    over.
    """
    as_at = as_at or period.last_day
    require(permissions.may_run(actor, period, kind, as_at, today=london_date(at)))
    values = {
        "cycle": period.name,
        "scheme": period.scheme,
        "kind": RunKind(kind),
        "variant": variant,
        "figures": _figures(period, variant, figures),
        "as_at": as_at,
        "apart": apart,
    }
    hold_numbers(PREFIX)
    there = _twin(values, actor=actor, at=at)
    if there:
        return there
    try:
        with transaction.atomic():
            run = ComplianceRun.objects.create(
                number=next_number(PREFIX),
                started_at=at,
                started_by_id=actor.user_id,
                **values,
                **workflow.compliance_run.born(
                    RunStatus.ASKED if kind == RunKind.REAL else RunStatus.RUNNING
                ),
            )
    except IntegrityError:
        # Somebody else was quicker, and the database allows one open real run of a cycle.
        there = reads.open_real_run(period.name)
        if there is None:
            raise
        return there
    audit.record("compliance_run.start", run, actor=actor, at=at, cycle=run.cycle, kind=run.kind)
    if run.status == RunStatus.RUNNING:
        return _begin(run, period, at)
    notifications.RunToConfirm(run, actor.name).send(at=at, besides=actor.user_id)
    return run


def _figures(
    period: Period, variant: SchemeVariant | None, figures: Figures | None
) -> dict[str, Any]:
    if figures is None and variant:
        return variant.figures
    return figures_as_plain(figures or figures_of(period.scheme))


def _twin(values: dict, *, actor: Actor, at: datetime) -> ComplianceRun | None:
    """The same, asked for a moment ago, at work or done; of real runs the one that is open. A small
    register is judged before a second press arrives."""
    if values["kind"] == RunKind.REAL:
        return reads.open_real_run(values["cycle"])
    pressed = ComplianceRun.objects.filter(
        started_by_id=actor.user_id, started_at__gte=at - DOUBLE_CLICK, **values
    )
    return pressed.exclude(status=RunStatus.CANCELLED).order_by("pk").last()


@transaction.atomic
def confirm_run(*, run: ComplianceRun, period: Period, actor: Actor, at: datetime) -> ComplianceRun:
    """A second member of staff has looked at it: it begins. Refused for who started it."""
    moved = workflow.compliance_run.move(
        run, "confirm", actor=actor, at=at, confirmed_by_id=actor.user_id
    )
    return _begin(moved, period, at)


@transaction.atomic
def cancel_run(*, run: ComplianceRun, seen: str = "", actor: Actor, at: datetime) -> ComplianceRun:
    """Put it aside; what was judged so far is deleted. Whoever started and confirmed it is told,
    unless they do it. `seen`: the status that was looked at (that of `run`, if it is not given);
    refused where it has another by now."""
    now = lock(run)
    require(workflow.compliance_run.refusal(now, "cancel", actor=actor, at=at))
    require(permissions.why_not_as_seen(now, seen or run.status))
    moved = workflow.compliance_run.move(run, "cancel", actor=actor, at=at, ended_at=at)
    # A worker that is at a range holds its row: it is waited for, and finds the run cancelled.
    list(RunRange.objects.filter(run=moved).select_for_update().order_by("pk"))
    for kept in (RunResult, VariantChange, VariantTally):
        kept.objects.filter(run=moved)._raw_delete("default")
    notifications.RunCancelled(moved, actor.name).send(at=at, besides=actor.user_id)
    return moved


def _begin(run: ComplianceRun, period: Period, at: datetime) -> ComplianceRun:
    """Divide the register, and ask the workers."""
    run.begun_at = at
    run.save(update_fields=["begun_at"])
    people = inputs.how_many(period)
    found = inputs.ranges(period, max(SMALLEST, -(-people // PIECES)))
    RunRange.objects.bulk_create(
        RunRange(run=run, place=place, first=first, last=last)
        for place, (first, last) in enumerate(found)
    )
    for place in range(min(max(len(found), 1), MOST_WORKERS)):
        enqueue("compliance.work_on_run", run_id=run.pk, place=place)
    return run
