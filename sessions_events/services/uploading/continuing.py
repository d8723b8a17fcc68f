"""A downloaded list of rows that stayed behind comes back: it continues the same upload."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import Q

from cet_portal.core.spreadsheets import FORMULA
from sessions_events.enums import Box, Reason, UploadStatus
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
    """The open rows that these name are settled: what was sent again stands in their place.

    Rows that were taken stay as they are, and so does everything of other events. In the
    caller's transaction, which holds the event's lock.
    """
    lines = _named(rows)
    if not lines:
        return
    named = Q()
    for key, numbers in lines.items():
        named |= Q(upload_id=key, line__in=numbers)
    earlier = UploadRow.objects.filter(
        named,
        upload__event_id=upload.event_id,
        upload__status__in=(UploadStatus.PREVIEWED, UploadStatus.TAKEN),
        taken_at__isnull=True,
    ).exclude(upload=upload)
    found = set(earlier.exclude(box=Box.KNOWN).values_list("upload_id", flat=True))
    if not found:
        return
    earlier.exclude(box=Box.KNOWN).update(
        box=Box.KNOWN,
        reason=Reason.CONTINUED,
        detail={"upload": upload.reference},
        registrant_id=None,
        taken_number="",
        audience="",
        earned_on=None,
    )
    Upload.objects.filter(pk=upload.pk).update(continues_id=min(found))


def _named(rows: Iterable[Row]) -> dict[int, set[int]]:
    lines: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        named = named_by(row.mark) if row.mark else None
        if named:
            lines[named[0]].add(named[1])
    return lines


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
