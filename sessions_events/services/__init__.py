"""Writes: planning, declaring, uploading, certificates, ratings, keys of machines."""

from sessions_events.services.certificates import issue_certificate
from sessions_events.services.declaring import declare, refuse_declaration, release_declaration
from sessions_events.services.keys import digest_of, make_key, note_use, revoke_key
from sessions_events.services.planning import add_event, cancel_event, plan_session, tell_overdue
from sessions_events.services.ratings import rate
from sessions_events.services.uploading import (
    PATIENCE,
    decide_row,
    drop,
    first_records,
    mark_of,
    mend_row,
    read_in_background,
    read_now_or_later,
    read_upload,
    receive_file,
    receive_rows,
    replace_person,
    resume,
    say_columns,
    take,
    take_in_background,
    take_now_or_later,
    upload,
    withdraw,
)

__all__ = [
    "PATIENCE",
    "add_event",
    "cancel_event",
    "decide_row",
    "declare",
    "digest_of",
    "drop",
    "first_records",
    "issue_certificate",
    "make_key",
    "mark_of",
    "mend_row",
    "note_use",
    "plan_session",
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
    "take",
    "take_in_background",
    "take_now_or_later",
    "tell_overdue",
    "upload",
    "withdraw",
]
