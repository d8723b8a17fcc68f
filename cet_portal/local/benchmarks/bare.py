"""What the timer of unanswered requests changes, as a bare loop of SQL: the floor of its cost.

The same rows in the same tables, a transaction for each case, statements prepared; nothing is
looked up, asked, worded or locked.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from time import perf_counter
from typing import Any

from django.db import connection

from approvals.models import CetApplication

WORDS = "No response to the request for information within 10 working days."
STATEMENTS = (
    """PREPARE bare_case (bigint, timestamptz, text, date, jsonb) AS
    UPDATE approvals_cetapplication SET status = 'REJECTED', decided_at = $2, reasons = $3,
        due_on = $4, due_sum = $5
    WHERE id = $1""",
    """PREPARE bare_change (bigint, timestamptz, text, text) AS
    INSERT INTO core_statuschange (case_type, case_id, reference, step, from_status, to_status,
        at, actor_id, actor_name, actor_role, reason)
    VALUES ('approvals.CetApplication', $1, $4, 'lapse', 'INFORMATION_REQUESTED', 'REJECTED',
        $2, NULL, 'MyCET', 'CLOCK', $3)""",
    """PREPARE bare_event (bigint, timestamptz, text, text) AS
    INSERT INTO core_auditevent (at, verb, actor_id, actor_name, actor_role, tenant_id,
        subject_type, subject_id, reference, data)
    VALUES ($2, 'application.lapse', NULL, 'MyCET', 'CLOCK', NULL, 'approvals.CetApplication',
        $1, $4, jsonb_build_object('from_status', 'INFORMATION_REQUESTED',
        'to_status', 'REJECTED', 'reason', $3))""",
    """PREPARE bare_decision (bigint, timestamptz, text) AS
    INSERT INTO approvals_decision (application_id, stage, outcome, round, decided_at,
        decided_by_id, reasons, working_days, late, words)
    VALUES ($1, 'FIRST', 'REJECTED', 1, $2, NULL, $3, 4, false, NULL)""",
    """PREPARE bare_assignment (bigint, timestamptz) AS
    UPDATE approvals_assignment SET ending = 'CLOSED', ended_at = $2, reason = ''
    WHERE application_id = $1 AND ending = ''""",
    """PREPARE bare_message (text, text, bigint, bigint, text, text, text, text, timestamptz) AS
    INSERT INTO core_outboxmessage (key, kind, user_id, tenant_id, "to", subject, body, path,
        created_at, sent_at, read_at, attempts, last_error)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, NULL, 0, '')""",
)
BODY = (
    "{number}, “{title}”, was rejected by MyCET, because the request for information was not "
    "answered within 10 working days.\n\nWhat happens next\n\nThe CET must not be offered. You can "
    "appeal, or start a new application that answers the question from the outset.\n\nSee the "
    "question and the decision:\nhttp://localhost:8000/applications/{number}/\n"
)


def reject_unanswered(keys: Sequence[int], clock: dict[str, Any], *, at: datetime) -> float:
    """Change these cases one by one; the seconds it took. `clock`: the due date that follows."""
    cases = _cases(keys)
    due_on, due_sum = clock["due_on"], json.dumps(clock["due_sum"])
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)
        began = perf_counter()
        for key, number, title, people in cases:
            cursor.execute("BEGIN")
            cursor.execute(
                "EXECUTE bare_case (%s, %s, %s, %s, %s)", [key, at, WORDS, due_on, due_sum]
            )
            for name in ("bare_change", "bare_event"):
                cursor.execute(f"EXECUTE {name} (%s, %s, %s, %s)", [key, at, WORDS, number])
            cursor.execute("EXECUTE bare_decision (%s, %s, %s)", [key, at, WORDS])
            cursor.execute("EXECUTE bare_assignment (%s, %s)", [key, at])
            body = BODY.format(number=number, title=title)
            for kind, user_id, tenant_id, email in people:
                cursor.execute(
                    "EXECUTE bare_message (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
                    [
                        f"{number}:{kind}::{email}",
                        kind,
                        user_id,
                        tenant_id,
                        email,
                        f"{number} was rejected: no answer in time",
                        body,
                        f"/applications/{number}/",
                        at,
                    ],
                )
            cursor.execute("COMMIT")
        taken = perf_counter() - began
        for statement in STATEMENTS:
            cursor.execute(f"DEALLOCATE {statement.split()[1]}")
    return taken


def _cases(keys: Sequence[int]) -> list[tuple[int, str, str, list[tuple]]]:
    """Number, title and who is told, known before the clock runs."""
    found = CetApplication.objects.filter(pk__in=keys).order_by("pk").select_related("approver")
    return [
        (
            each.pk,
            each.c_number,
            each.title,
            [
                (
                    "application_rejected_unanswered",
                    membership.user_id,
                    each.provider_id,
                    membership.user.email,
                )
                for membership in each.provider.memberships.all()
            ]
            + [
                (
                    "application_closed_unanswered",
                    each.approver_id,
                    None,
                    each.approver.email,
                )
            ],
        )
        for each in found.prefetch_related("provider__memberships__user")
    ]
