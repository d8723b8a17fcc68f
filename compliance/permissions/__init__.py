"""Who may do what at the end of a cycle, and why not."""

from compliance.permissions.assisting import RECORD_FIRST, may_act_for
from compliance.permissions.collecting import why_no_documents, why_no_evidence
from compliance.permissions.disputes import (
    may_add,
    may_determine,
    may_lodge,
    may_withdraw,
    only_the_clock,
)
from compliance.permissions.exceptions import (
    may_add_evidence,
    may_ask_exception,
    may_decide_exception,
    may_decide_now,
    may_withdraw_request,
    only_after_evidence,
    why_needless,
)
from compliance.permissions.letters import (
    may_close_letters,
    may_mark_posted,
    may_send_by_post,
    may_start_notice,
    may_write_letters,
    only_the_writer,
)
from compliance.permissions.removals import (
    REMOVE_AHEAD_DAYS,
    may_correct_restoration,
    may_remove,
    may_restore,
    may_restore_from,
    may_take_back,
    may_take_back_restoration,
)
from compliance.permissions.runs import (
    may_cancel_run,
    may_confirm_run,
    may_follow,
    may_run,
    only_the_worker,
    why_not_as_seen,
)
from compliance.permissions.variants import may_draft

__all__ = [
    "why_needless",
    "why_no_documents",
    "why_no_evidence",
    "why_not_as_seen",
    "RECORD_FIRST",
    "REMOVE_AHEAD_DAYS",
    "may_act_for",
    "may_add",
    "may_add_evidence",
    "may_ask_exception",
    "may_cancel_run",
    "may_confirm_run",
    "may_close_letters",
    "may_mark_posted",
    "may_send_by_post",
    "may_correct_restoration",
    "may_decide_exception",
    "may_decide_now",
    "may_determine",
    "may_draft",
    "may_follow",
    "may_lodge",
    "may_remove",
    "may_restore",
    "may_restore_from",
    "may_run",
    "may_start_notice",
    "may_take_back",
    "may_take_back_restoration",
    "may_withdraw",
    "may_withdraw_request",
    "may_write_letters",
    "only_after_evidence",
    "only_the_clock",
    "only_the_worker",
    "only_the_writer",
]
