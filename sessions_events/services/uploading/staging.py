"""Rows are judged and kept, in batches of bounded size."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from approvals import queries as approval_queries
from cet_portal.core.clock import london_date
from cet_portal.core.copying import copy_rows
from registrants import queries as register_queries
from sessions_events import queries
from sessions_events.models import Event, Upload, UploadRow
from sessions_events.rules.judging import Delivered, Judge
from sessions_events.rules.rows import Row
from sessions_events.rules.verdicts import Verdict
from sessions_events.services.uploading import continuing

# Rows of one batch, and their cells: a list may be as wide as it is long.
BATCH, BATCH_CELLS = 5_000, 60_000
COLUMNS = (
    "upload_id",
    "line",
    "cells",
    "number",
    "surname",
    "completed",
    "part",
    "interactive",
    "box",
    "reason",
    "detail",
    "registrant_id",
    "taken_number",
    "audience",
    "earned_on",
    "staff_note",
)


def judge_of(
    event: Event, *, at: datetime, seen: dict[int, int] | None = None, again: bool = False
) -> Judge:
    """A judge who knows the event and whom it has uploaded. `seen`: people of other open rows.

    `again`: also those who are uploaded already, as for a certificate.
    """
    first_day, last_day = london_date(event.starts_at), london_date(event.ends_at)
    today = london_date(at)
    return Judge(
        register_queries.on_register,
        Delivered(
            first_day=first_day,
            last_day=last_day,
            approved=approval_queries.approvals_of(event.application),
            distance=event.is_distance_learning,
            otherwise=min(last_day, today),
            today=today,
        ),
        uploaded=() if again else register_queries.uploaded_for(event.ev_number),
        seen=seen,
    )


def stage(upload: Upload, rows: Iterable[Row], *, at: datetime, judge: Judge | None = None) -> int:
    """Judge and keep all rows; returns how many. In the caller's transaction."""
    judge = judge or judge_of(upload.event, at=at)
    total = 0
    for batch in batches(map(continuing.as_it_was, rows)):
        continuing.supersede(upload, batch)
        keep(upload, judge.judge(batch))
        total += len(batch)
    Upload.objects.filter(pk=upload.pk).update(rows_total=total, moved_at=at)
    return total


def batches(rows: Iterable[Row]) -> Iterator[Sequence[Row]]:
    """The rows in pieces that memory and the database take easily."""
    batch: list[Row] = []
    cells = 0
    for row in rows:
        batch.append(row)
        cells += len(row.cells)
        if len(batch) >= BATCH or cells >= BATCH_CELLS:
            yield batch
            batch, cells = [], 0
    if batch:
        yield batch


def keep(upload: Upload, verdicts: Sequence[Verdict]) -> None:
    """Write rows with their verdicts."""
    elsewhere = queries.elsewhere_at_the_time(
        upload.event, [v.entry.registrant_id for v in verdicts if v.entry]
    )
    copy_rows(
        UploadRow._meta.db_table,
        COLUMNS,
        (as_row(upload, verdict, elsewhere) for verdict in verdicts),
    )


def as_row(upload: Upload, verdict: Verdict, elsewhere: dict[int, str]) -> tuple[Any, ...]:
    """The values of `COLUMNS`."""
    row, entry = verdict.row, verdict.entry
    person = entry.registrant_id if entry else None
    return (
        upload.pk,
        row.line,
        row.cells,
        row.number,
        row.surname,
        row.completed,
        row.part,
        row.interactive,
        *_judged(verdict),
        elsewhere.get(person, "") if person else "",
    )


def judged(verdict: Verdict) -> dict[str, Any]:
    """What a verdict sets on a row."""
    return dict(zip(_JUDGED, _judged(verdict), strict=True))


_JUDGED = COLUMNS[8:15]


def _judged(verdict: Verdict) -> tuple[Any, ...]:
    """The values of `_JUDGED`."""
    entry = verdict.entry
    return (
        str(verdict.box),
        str(verdict.reason),
        dict(verdict.detail),
        entry.registrant_id if entry else None,
        entry.number if entry else "",
        verdict.audience,
        verdict.earned_on,
    )
