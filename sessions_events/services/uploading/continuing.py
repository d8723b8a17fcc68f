"""A downloaded list of rows that stayed behind comes back: it continues the same upload."""

import re
from collections.abc import Sequence
from dataclasses import replace

from django.db import connection

from cet_portal.core.spreadsheets import FORMULA
from sessions_events.models import Upload, UploadRow
from sessions_events.rules.rows import Row

_MARK = re.compile(r"^'?U-([0-9]{1,18})-([0-9]{1,9})$", re.IGNORECASE)


def mark_of(row: UploadRow) -> str:
    """What names the row in a downloaded list."""
    return f"{row.upload.reference}-{row.line}"


def named_by(mark: str) -> tuple[int, int] | None:
    """Which line of which upload a mark names; None if it is none."""
    found = _MARK.match(mark.strip())
    return (int(found[1]), int(found[2])) if found else None


def as_it_was(row: Row) -> Row:
    """A row that went out in a list and came back: without the apostrophe that was put before
    what a spreadsheet would run as a formula."""
    if not row.mark:
        return row
    return replace(row, number=_bare(row.number), surname=_bare(row.surname))


def supersede(upload: Upload, rows: Sequence[Row]) -> None:
    """The open rows that these name stand aside: what was sent again stands in their place.

    A mark is followed to the row that stands for it now, so a list that comes back twice asks
    for nothing twice. What a row was is kept in it, so that `give_back` can undo this. Rows that
    were taken stay as they are, and so does everything of other events. In the caller's
    transaction, which holds the event's lock.
    """
    named: dict[tuple[int, int], int] = {}
    for row in rows:
        mark = named_by(row.mark) if row.mark else None
        if mark:
            named.setdefault(mark, row.line)
    if not named:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _SUPERSEDE,
            {
                "uploads": [key for key, _line in named],
                "lines": [line for _key, line in named],
                "now": list(named.values()),
                "upload": upload.pk,
                "reference": upload.reference,
                "event": upload.event_id,
            },
        )
        found = {key for (key,) in cursor.fetchall()}
    if found:
        first = Upload.objects.filter(pk=upload.pk, continues__lt=min(found))
        if not first.exists():
            Upload.objects.filter(pk=upload.pk).update(continues_id=min(found))


def give_back(upload: Upload) -> int:
    """The rows that this upload stood in for are what they were before; returns how many.

    For an upload that is put aside or breaks off. Where a later upload has sent a row again,
    that one has it. In the caller's transaction, which holds the event's lock.
    """
    values = {"upload": upload.pk, "event": upload.event_id}
    with connection.cursor() as cursor:
        cursor.execute(_PASS_ON, values)
        cursor.execute(_GIVE_BACK, values)
        return cursor.rowcount


# What a row says while another stands in its place. `in` and `line`: where it is now; `before`:
# what it was.
_SUPERSEDE = """
WITH RECURSIVE named AS (
    SELECT * FROM unnest(%(uploads)s::bigint[], %(lines)s::bigint[], %(now)s::int[])
        AS named(upload, line, now)
), followed AS (
    SELECT earlier.id, named.now
    FROM named
    JOIN sessions_events_uploadrow earlier
        ON earlier.upload_id = named.upload AND earlier.line = named.line
    JOIN sessions_events_upload sent
        ON sent.id = earlier.upload_id AND sent.event_id = %(event)s
    UNION
    SELECT later.id, followed.now
    FROM followed
    JOIN sessions_events_uploadrow earlier ON earlier.id = followed.id
    JOIN sessions_events_uploadrow later
        ON later.upload_id = (earlier.detail ->> 'in')::bigint
        AND later.line = (earlier.detail ->> 'line')::int
    WHERE earlier.reason = 'CONTINUED' AND earlier.detail ? 'in'
), open AS (
    SELECT followed.id, min(followed.now) AS now
    FROM followed
    JOIN sessions_events_uploadrow earlier ON earlier.id = followed.id
    JOIN sessions_events_upload sent ON sent.id = earlier.upload_id
    WHERE earlier.taken_at IS NULL AND earlier.box <> 'KNOWN'
        AND earlier.upload_id <> %(upload)s AND sent.status IN ('PREVIEWED', 'TAKING', 'TAKEN')
    GROUP BY followed.id
)
UPDATE sessions_events_uploadrow earlier SET
    box = 'KNOWN',
    reason = 'CONTINUED',
    detail = jsonb_build_object(
        'upload', %(reference)s::text,
        'in', %(upload)s,
        'line', open.now,
        'before', jsonb_build_object(
            'box', earlier.box,
            'reason', earlier.reason,
            'detail', earlier.detail,
            'registrant_id', earlier.registrant_id,
            'taken_number', earlier.taken_number,
            'audience', earlier.audience,
            'earned_on', earlier.earned_on
        )
    ),
    registrant_id = NULL,
    taken_number = '',
    audience = '',
    earned_on = NULL
FROM open
WHERE earlier.id = open.id
RETURNING earlier.upload_id
"""

# Rows of this upload that have been sent again themselves: whoever points at them points there.
_PASS_ON = """
UPDATE sessions_events_uploadrow earlier SET
    detail = earlier.detail || jsonb_build_object(
        'upload', ours.detail -> 'upload', 'in', ours.detail -> 'in', 'line', ours.detail -> 'line'
    )
FROM sessions_events_uploadrow ours, sessions_events_upload sent
WHERE sent.event_id = %(event)s AND earlier.upload_id = sent.id
    AND earlier.reason = 'CONTINUED' AND (earlier.detail ->> 'in')::bigint = %(upload)s
    AND ours.upload_id = %(upload)s AND ours.line = (earlier.detail ->> 'line')::int
    AND ours.reason = 'CONTINUED' AND ours.detail ? 'in'
"""

# A list of this upload that was downloaded may come back yet: its marks lead to the rows again.
_GIVE_BACK = """
WITH back AS (
    UPDATE sessions_events_uploadrow earlier SET
        box = before ->> 'box',
        reason = before ->> 'reason',
        detail = before -> 'detail',
        registrant_id = (before ->> 'registrant_id')::bigint,
        taken_number = before ->> 'taken_number',
        audience = before ->> 'audience',
        earned_on = (before ->> 'earned_on')::date
    FROM (
        SELECT waiting.id, waiting.detail -> 'before' AS before,
            (waiting.detail ->> 'line')::int AS ours
        FROM sessions_events_uploadrow waiting
        JOIN sessions_events_upload sent ON sent.id = waiting.upload_id
        WHERE sent.event_id = %(event)s AND sent.status IN ('PREVIEWED', 'TAKING', 'TAKEN')
            AND waiting.reason = 'CONTINUED' AND waiting.detail ? 'before'
            AND (waiting.detail ->> 'in')::bigint = %(upload)s
    ) AS kept
    WHERE earlier.id = kept.id
    RETURNING earlier.upload_id, earlier.line, kept.ours
)
UPDATE sessions_events_uploadrow ours SET
    box = 'KNOWN',
    reason = 'CONTINUED',
    detail = jsonb_build_object(
        'upload', 'U-' || back.upload_id, 'in', back.upload_id, 'line', back.line
    ),
    registrant_id = NULL,
    taken_number = '',
    audience = '',
    earned_on = NULL
FROM back
WHERE ours.upload_id = %(upload)s AND ours.line = back.ours
"""


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
