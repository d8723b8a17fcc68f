"""Writes: planning, declaring, uploading, certificates, ratings, keys of machines."""

from sessions_events.services.amending import correct_declaration
from sessions_events.services.calling_off import cancel_event, say_not_held
from sessions_events.services.certifying import (
    Printer,
    ask_for_mail,
    ask_for_zip,
    choose_what_is_shown,
    issue_certificate,
    issue_to_uploaded,
    make_batch,
    print_certificate,
    print_specimen,
    remove_files,
    resume_batch,
    save_design,
    withdraw_certificate,
)
from sessions_events.services.changing import ChangedMeanwhile, change_event, change_session
from sessions_events.services.declaring import (
    declare,
    note_difference,
    refuse_declaration,
    release_declaration,
)
from sessions_events.services.evidence import MOST_FILES, drop_evidence, keep_evidence
from sessions_events.services.keys import make_key, note_use, revoke_key
from sessions_events.services.months import make_nil_return
from sessions_events.services.planning import add_event, plan_session, tell_overdue
from sessions_events.services.ratings import rate
from sessions_events.services.stopping import stop_events
from sessions_events.services.uploading import (
    PATIENCE,
    Unreadable,
    decide_row,
    drop,
    first_records,
    mark_of,
    mend_row,
    preview,
    read_in_background,
    read_now_or_later,
    read_upload,
    receive_file,
    receive_rows,
    replace_person,
    resume,
    say_columns,
    send,
    take,
    take_in_background,
    take_now_or_later,
    upload,
    withdraw,
)

__all__ = [
    "MOST_FILES",
    "ChangedMeanwhile",
    "PATIENCE",
    "Unreadable",
    "add_event",
    "cancel_event",
    "change_event",
    "change_session",
    "decide_row",
    "declare",
    "drop",
    "first_records",
    "issue_certificate",
    "make_key",
    "mark_of",
    "mend_row",
    "note_use",
    "plan_session",
    "preview",
    "rate",
    "read_in_background",
    "read_now_or_later",
    "read_upload",
    "receive_file",
    "receive_rows",
    "refuse_declaration",
    "release_declaration",
    "replace_person",
    "resume",
    "revoke_key",
    "say_columns",
    "send",
    "stop_events",
    "take",
    "take_in_background",
    "take_now_or_later",
    "tell_overdue",
    "upload",
    "withdraw",
]
    "say_not_held",
