"""Workers work through a run, range by range; the last one seals it."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from cet_portal.core import audit
from cet_portal.core.actor import CLOCK
from cet_portal.core.copying import copy_long_rows
from cet_portal.core.garbage import collection_rests
from cet_portal.core.queue import enqueue
from cet_portal.core.statistics import count_anew
from cet_portal.core.workflow import lock
from compliance import notifications, workflow
from compliance.enums import RoundStatus, RunStatus, Settled
from compliance.models import ComplianceRun, RunRange, RunResult
from compliance.queries import inputs
from compliance.queries import runs as reads
from compliance.rules.annual_sums import AnnualSums, Minimums, added_up, counted
from compliance.rules.explaining import one_language
from compliance.rules.settling import Row, Terms, settled
from compliance.services.variant_changes import Changes

COLUMNS = ("run_id", *Row._fields)
# By what results are looked for.
ASKED_FOR = ("run_id", "registrant_id", "number", "standing", "met", "years_below")


def work_on_run(*, run: ComplianceRun, terms: Terms, at: datetime) -> None:
    """Take one free range after the other; whoever finds all of them done seals the run.

    The row of a range is locked while a worker is at it. The database lets go when the worker
    dies, and nothing of the range is kept: the next one takes it again.
    """
    with collection_rests(), one_language():
        while _next_range(run, terms, at):
            pass
        finish_run(run=run, at=at)


def resume_runs(*, at: datetime) -> None:
    """Ask for work again on runs whose worker is gone, or whose request the broker lost. A worker
    that is at it holds its range, so asking costs nothing."""
    for run in reads.at_work(at):
        enqueue("compliance.work_on_run", run_id=run.pk, place=0)


@transaction.atomic
def _next_range(run: ComplianceRun, terms: Terms, at: datetime) -> bool:
    """Judge the people of a free range and keep what came out; False without one."""
    free = RunRange.objects.select_for_update(of=("self",), skip_locked=True).filter(
        run=run, done_at__isnull=True, run__status=RunStatus.RUNNING
    )
    piece = free.order_by("place").first()
    if piece is None:
        return False
    people, annual = _keep(run, piece, terms)
    RunRange.objects.filter(pk=piece.pk).update(done_at=at, people=people, annual=annual)
    return True


def _keep(run: ComplianceRun, piece: RunRange, terms: Terms) -> tuple[int, AnnualSums]:
    people = 0
    minimums: Counter[Minimums] = Counter()
    changes = Changes(run, piece.place, terms) if run.variant_id else None

    def rows():
        nonlocal people
        for key, text in inputs.gathered(terms.period, piece.first, piece.last, as_at=terms.as_at):
            people += 1
            row, annual = settled(key, text, terms)
            minimums[annual] += 1
            if changes:
                changes.look(row)
            yield run.pk, *row

    copy_long_rows(RunResult._meta.db_table, COLUMNS, rows())
    if changes:
        changes.write()
    return people, counted(minimums)


@transaction.atomic
def finish_run(*, run: ComplianceRun, at: datetime) -> None:
    """Seal it if everybody is judged: its digest is that of all results. If people's data
    contradict themselves and they are not to be listed apart, refuse it and keep their list."""
    current = lock(run)
    if current.status != RunStatus.RUNNING or reads.is_unfinished(current):
        return
    counts = reads.outcomes(current)
    apart = counts.get(Settled.APART.value, 0)
    fields: dict[str, Any] = {
        "ended_at": at,
        "people": sum(counts.values()) - apart,
        "met": counts.get(Settled.MET.value, 0),
        "counts": counts,
        "annual": added_up(current.ranges.values_list("annual", flat=True)),
    }
    if apart and not current.apart:
        RunResult.objects.filter(run=current).exclude(standing=Settled.APART)._raw_delete("default")
        ended = workflow.compliance_run.move(current, "refuse", actor=CLOCK, at=at, **fields)
    else:
        with connection.cursor() as cursor:
            # The checks of a transaction's end, while the run can still be changed.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        ended = workflow.compliance_run.move(
            current, "seal", actor=CLOCK, at=at, digest=reads.digest_of(current), **fields
        )
        audit.record("compliance_run.digest", ended, actor=CLOCK, at=at, digest=ended.digest)
        # Whoever waited for the run looks at it now.
        transaction.on_commit(lambda: count_anew(RunResult._meta.db_table, ASKED_FOR))
        for waiting in current.rounds.filter(status=RoundStatus.WRITING):
            enqueue("compliance.write_letters", round_id=waiting.pk)
    notifications.RunEnded(ended).send(at=at)
