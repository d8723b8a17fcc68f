"""Rows that stayed behind are mended in place, or decided: today or next week."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from sessions_events import permissions, queries
from sessions_events.enums import Box, Reason
from sessions_events.models import UploadRow
from sessions_events.rules.judging import Judge
from sessions_events.rules.rows import Row
from sessions_events.rules.verdicts import Verdict
from sessions_events.services.uploading.receiving import open_for_uploads
from sessions_events.services.uploading.staging import judge_of, judged


@transaction.atomic
def mend_row(
    *,
    row: UploadRow,
    number: str,
    surname: str,
    completed: str | None = None,
    part: str | None = None,
    interactive: bool | None = None,
    actor: Actor,
    at: datetime,
) -> UploadRow:
    """Change what a row says and judge it anew. Refused for a row that has been taken."""
    row = _open_row(row, actor=actor, at=at)
    changed = as_rule(
        row,
        number=number,
        surname=surname,
        completed=completed,
        part=part or None,
        interactive=interactive,
    )
    if row.reason == Reason.UNKNOWN_ROLE and not part:
        changed.wrong, changed.detail = row.reason, row.detail
    return _judged_anew(row, _judge(row, at).judge([changed])[0], changed, actor=actor, at=at)


@transaction.atomic
def decide_row(*, row: UploadRow, yes: bool, actor: Actor, at: datetime) -> UploadRow:
    """Answer the question that an undecided row asks: take the proposal, give general points;
    or no, and the row is put aside. Refused for a row that asks nothing.
    """
    row = _open_row(row, actor=actor, at=at)
    if row.box != Box.UNDECIDED:
        raise Refused(Refusal(_("This row asks for no decision.")))
    sent = as_rule(row)
    if not yes:
        verdict = Verdict(sent, Box.UNUSABLE, Reason.REFUSED)
    elif row.reason == Reason.AUDIENCE:
        verdict = _judge(row, at).give_general(sent)
    else:
        verdict = _judge(row, at).take_proposal(sent)
    return _judged_anew(row, verdict, sent, actor=actor, at=at)


def as_rule(row: UploadRow, **changed: Any) -> Row:
    """The stored row as the rules read it, with some values changed."""
    values = {name: value for name, value in changed.items() if value is not None}
    return Row(
        line=row.line,
        number=values.get("number", row.number),
        surname=values.get("surname", row.surname),
        completed=values.get("completed", row.completed),
        part=values.get("part", row.part),
        interactive=values.get("interactive", row.interactive),
        cells=tuple(row.cells),
    )


def _open_row(row: UploadRow, *, actor: Actor, at: datetime) -> UploadRow:
    open_for_uploads(row.upload.event, actor=actor, at=at)
    locked = lock(row)
    require(permissions.may_mend(locked))
    return locked


def _judge(row: UploadRow, at: datetime) -> Judge:
    return judge_of(row.upload.event, at=at, seen=queries.people_in(row.upload, besides=row.pk))


def _cells(row: UploadRow, another_part: bool, another_answer: bool) -> list[str]:
    """The line as it was sent, with what was changed in it: it may be downloaded yet."""
    cells = list(row.cells)
    said = {"number": row.number, "surname": row.surname, "completed": row.completed}
    if another_part:
        said["part"] = row.get_part_display()
    if another_answer:
        said["interactive"] = "yes" if row.interactive else "no"
    for name, value in said.items():
        place = row.upload.layout.get(name)
        if place is not None and place < len(cells):
            cells[place] = value
    return cells


def _judged_anew(
    row: UploadRow, verdict: Verdict, changed: Row, *, actor: Actor, at: datetime
) -> UploadRow:
    before = row.box
    row.number, row.surname, row.completed = changed.number, changed.surname, changed.completed
    again = row.part != changed.part, row.interactive != changed.interactive
    row.part, row.interactive = changed.part, changed.interactive
    row.cells = _cells(row, *again)
    for name, value in judged(verdict).items():
        setattr(row, name, value)
    elsewhere = queries.elsewhere_at_the_time(row.upload.event, filter(None, [row.registrant_id]))
    row.staff_note = elsewhere.get(row.registrant_id or 0, "")
    row.save()
    audit.record(
        "upload.mend_row", row.upload, actor=actor, at=at, line=row.line, before=before, box=row.box
    )
    return row
