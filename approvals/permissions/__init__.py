"""Who may do what with an application, and if not why."""

from approvals.permissions.conflicts import closed_to, conflict_of
from approvals.permissions.deciding import may_assign, may_decide, may_hand_back
from approvals.permissions.managing import (
    may_keep_approver,
    may_manage,
    only_after_the_end,
    only_the_clock,
)
from approvals.permissions.notes import may_note, may_read_notes
from approvals.permissions.writing import (
    may_answer,
    may_appeal,
    may_submit,
    may_tell_ready,
    may_withdraw,
    may_write,
    nothing_stands_against,
)

__all__ = [
    "closed_to",
    "conflict_of",
    "may_answer",
    "may_appeal",
    "may_assign",
    "may_decide",
    "may_hand_back",
    "may_keep_approver",
    "may_manage",
    "may_note",
    "may_read_notes",
    "may_submit",
    "may_tell_ready",
    "may_withdraw",
    "may_write",
    "nothing_stands_against",
    "only_after_the_end",
    "only_the_clock",
]
