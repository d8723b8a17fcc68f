"""One answer for all rows that ask the same question, but for those that are named."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from sessions_events import permissions, queries
from sessions_events.enums import TAKEN_BOXES, Box, Reason
from sessions_events.models import Upload, UploadRow
from sessions_events.rules.judging import Judge
from sessions_events.rules.verdicts import Verdict
from sessions_events.services.uploading.mending import as_rule
from sessions_events.services.uploading.receiving import open_for_uploads
from sessions_events.services.uploading.staging import judge_of, judged

BATCH = 2_000


@transaction.atomic
def decide_rows(
    *,
    upload: Upload,
    question: str,
    yes: bool,
    seen: str,
    without: Collection[int] = (),
    actor: Actor,
    at: datetime,
) -> tuple[int, int]:
    """Answer `question` (of `queries.questions_of`) for all rows of the upload that ask it, but
    for the rows `without`, which stay undecided. Returns how many were answered, and how many of
    them are ready now.

    `seen`: the question's mark when the page was shown. Refused where the rows have changed since:
    nobody answers for a row that was not shown.
    """
    open_for_uploads(upload.event, actor=actor, at=at)
    upload = lock(upload)
    require(permissions.may_decide(upload))
    asked = queries.rows_that_ask(upload, question)
    if queries.mark_of_rows(asked) != seen:
        raise Refused(
            Refusal(
                _("These rows have changed meanwhile. Look at them again: nothing was decided.")
            )
        )
    judge = judge_of(upload.event, at=at, seen=queries.people_in(upload))
    answered = ready = 0
    keys = list(asked.exclude(pk__in=without).order_by("line").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        rows = list(asked.filter(pk__in=keys[start : start + BATCH]).order_by("line"))
        verdicts = _verdicts(judge, rows, yes)
        _keep(upload, rows, verdicts)
        answered += len(rows)
        ready += sum(verdict.box in TAKEN_BOXES for verdict in verdicts)
    audit.record(
        "upload.decide_rows",
        upload,
        actor=actor,
        at=at,
        question=question,
        answer="yes" if yes else "no",
        rows=answered,
        ready=ready,
        left=len(without),
    )
    return answered, ready


def _verdicts(judge: Judge, rows: Sequence[UploadRow], yes: bool) -> list[Verdict]:
    sent = [as_rule(row) for row in rows]
    if not yes:
        return [Verdict(row, Box.UNUSABLE, Reason.REFUSED) for row in sent]
    if rows[0].reason == Reason.AUDIENCE:
        return judge.give_general_to(sent)
    return judge.take_proposals(sent)


def _keep(upload: Upload, rows: Sequence[UploadRow], verdicts: Sequence[Verdict]) -> None:
    """Set what the verdicts say, in one statement."""
    elsewhere = queries.elsewhere_at_the_time(
        upload.event, [each.entry.registrant_id for each in verdicts if each.entry]
    )
    for row, verdict in zip(rows, verdicts, strict=True):
        for name, value in judged(verdict).items():
            setattr(row, name, value)
        row.staff_note = elsewhere.get(row.registrant_id or 0, "")
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP,
            [
                [row.pk for row in rows],
                [row.box for row in rows],
                [row.reason for row in rows],
                [json.dumps(row.detail) for row in rows],
                [row.registrant_id for row in rows],
                [row.taken_number for row in rows],
                [row.audience for row in rows],
                [row.earned_on for row in rows],
                [row.staff_note for row in rows],
            ],
        )


_KEEP = """
UPDATE sessions_events_uploadrow row SET
    box = new.box,
    reason = new.reason,
    detail = new.detail::jsonb,
    registrant_id = new.registrant_id,
    taken_number = new.taken_number,
    audience = new.audience,
    earned_on = new.earned_on,
    staff_note = new.staff_note
FROM unnest(
    %s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::text[],
    %s::date[], %s::text[]
) AS new(id, box, reason, detail, registrant_id, taken_number, audience, earned_on, staff_note)
WHERE row.id = new.id
"""
