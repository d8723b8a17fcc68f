"""Reads of applications."""

from approvals.queries.asking import open_questions, requests_of, sections_asked_about, unanswered
from approvals.queries.files import attachments_of, attachments_visible_to
from approvals.queries.judged import (
    approvals_of,
    audience_of_unit,
    decisions_of,
    judged_by,
    judgements_by,
    last_judged,
    stage_of,
    was_appealed,
    without_conflict,
)
from approvals.queries.lists import everything, matching, visible_to, without_approver
from approvals.queries.own import asked_of, drafts_of, of_provider, to_appeal
from approvals.queries.published import approved, promoted
from approvals.queries.queues import asked_by, decided_by, queue, taken_by
from approvals.queries.renewing import ended_by, is_renewed_otherwise, live_renewal_of
from approvals.queries.running import (
    deciding_by,
    ending_by_day,
    ending_soon,
    open_cases,
    under_appeal,
    with_a_clock,
)
from approvals.queries.story import rejected_unanswered, submissions_of, timeline
from approvals.queries.values import values_by_section, values_of

__all__ = [
    "approvals_of",
    "approved",
    "asked_by",
    "asked_of",
    "attachments_of",
    "attachments_visible_to",
    "audience_of_unit",
    "decided_by",
    "deciding_by",
    "decisions_of",
    "drafts_of",
    "ended_by",
    "ending_by_day",
    "ending_soon",
    "everything",
    "is_renewed_otherwise",
    "judged_by",
    "judgements_by",
    "last_judged",
    "live_renewal_of",
    "matching",
    "of_provider",
    "open_cases",
    "open_questions",
    "promoted",
    "queue",
    "rejected_unanswered",
    "requests_of",
    "sections_asked_about",
    "stage_of",
    "submissions_of",
    "taken_by",
    "timeline",
    "to_appeal",
    "unanswered",
    "under_appeal",
    "values_by_section",
    "values_of",
    "visible_to",
    "was_appealed",
    "with_a_clock",
    "without_approver",
    "without_conflict",
]
