"""Writes: drafts, the exchange with the approver, decisions, appeals, clocks."""

from approvals.services.appeals import (
    MOST_APPEAL_FILES,
    AppealEditedMeanwhile,
    forget_appeal_draft,
    keep_appeal_file,
    lodge_appeal,
    save_appeal_draft,
)
from approvals.services.approvers import (
    add_absence,
    declare_interest,
    end_interest,
    remove_absence,
    set_profile,
)
from approvals.services.assigning import assign, assign_next, hand_back, reassign
from approvals.services.attachments import MOST_ATTACHMENTS, attach, remove_attachment
from approvals.services.clocks import extend_clock, start_fast_track
from approvals.services.copying import copy, reapprove
from approvals.services.deciding import JudgedMeanwhile, add_note, decide, judge
from approvals.services.drafts import EditedMeanwhile, create_draft, save_section
from approvals.services.ending import expire, withdraw, withdraw_approval
from approvals.services.exchange import (
    answer,
    ask_information,
    reject_all_unanswered,
    reject_unanswered,
    save_answers,
)
from approvals.services.granting import Wanted, grant
from approvals.services.moving import Move, pass_on, pass_on_joined, pass_on_unable, reassign_many
from approvals.services.reminding import remind, tell_ending, tell_late
from approvals.services.submitting import submit, tell_ready

__all__ = [
    "MOST_APPEAL_FILES",
    "MOST_ATTACHMENTS",
    "AppealEditedMeanwhile",
    "EditedMeanwhile",
    "Move",
    "Wanted",
    "JudgedMeanwhile",
    "add_absence",
    "add_note",
    "answer",
    "ask_information",
    "assign",
    "assign_next",
    "attach",
    "copy",
    "create_draft",
    "decide",
    "declare_interest",
    "end_interest",
    "expire",
    "extend_clock",
    "forget_appeal_draft",
    "grant",
    "hand_back",
    "judge",
    "keep_appeal_file",
    "lodge_appeal",
    "pass_on",
    "pass_on_joined",
    "pass_on_unable",
    "reapprove",
    "reassign",
    "reassign_many",
    "reject_all_unanswered",
    "reject_unanswered",
    "remind",
    "remove_absence",
    "remove_attachment",
    "save_answers",
    "save_appeal_draft",
    "save_section",
    "set_profile",
    "start_fast_track",
    "submit",
    "withdraw",
    "withdraw_approval",
    "tell_ending",
    "tell_late",
    "tell_ready",
]
