"""Who may do what with sessions and events, and if not why."""

from sessions_events.permissions.calling_off import may_cancel, may_say_not_held, may_stop
from sessions_events.permissions.certifying import (
    may_certify,
    may_choose_what_is_shown,
    may_design,
    may_hold_record,
    may_keep_record,
    may_remove_record,
    may_withdraw_certificate,
    may_work_on_batch,
)
from sessions_events.permissions.changing import (
    may_change_event,
    may_change_session,
    may_remove_session,
)
from sessions_events.permissions.declaring import (
    may_add_evidence,
    may_correct,
    may_declare,
    may_finish,
    may_settle,
)
from sessions_events.permissions.holding import what_holds
from sessions_events.permissions.keys import may_manage_keys, may_use_key
from sessions_events.permissions.months import may_end_without_upload, may_make_nil_return
from sessions_events.permissions.planning import may_add_event, may_be_held, may_plan
from sessions_events.permissions.ratings import (
    may_hide_comment,
    may_rate,
    may_say_what_changed,
    may_show_comment,
    may_take_back_improvement,
)
from sessions_events.permissions.uploading import (
    may_decide,
    may_mend,
    may_read_upload,
    may_take,
    may_take_back,
    may_upload,
)

__all__ = [
    "may_add_event",
    "may_add_evidence",
    "may_be_held",
    "may_cancel",
    "may_certify",
    "may_change_event",
    "may_change_session",
    "may_choose_what_is_shown",
    "may_correct",
    "may_declare",
    "may_design",
    "may_end_without_upload",
    "may_finish",
    "may_hide_comment",
    "may_hold_record",
    "may_keep_record",
    "may_make_nil_return",
    "may_manage_keys",
    "may_use_key",
    "may_decide",
    "may_mend",
    "may_plan",
    "may_rate",
    "may_read_upload",
    "may_remove_record",
    "may_remove_session",
    "may_say_not_held",
    "may_say_what_changed",
    "may_settle",
    "may_show_comment",
    "may_stop",
    "may_take",
    "may_take_back",
    "may_take_back_improvement",
    "may_upload",
    "may_withdraw_certificate",
    "may_work_on_batch",
    "what_holds",
]
