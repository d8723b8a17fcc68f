"""Uploads: received, read, taken, mended, continued, corrected."""

from sessions_events.services.uploading.columns import first_records, say_columns
from sessions_events.services.uploading.continuing import mark_of
from sessions_events.services.uploading.correcting import replace_person, withdraw
from sessions_events.services.uploading.deciding import decide_rows
from sessions_events.services.uploading.mending import decide_row, mend_row
from sessions_events.services.uploading.reading import read_upload
from sessions_events.services.uploading.receiving import drop, receive_file, receive_rows
from sessions_events.services.uploading.sending import Unreadable, preview, send
from sessions_events.services.uploading.taking import take, upload
from sessions_events.services.uploading.working import (
    PATIENCE,
    read_in_background,
    read_now_or_later,
    resume,
    take_in_background,
    take_now_or_later,
)

__all__ = [
    "PATIENCE",
    "Unreadable",
    "decide_row",
    "decide_rows",
    "drop",
    "first_records",
    "mark_of",
    "mend_row",
    "preview",
    "read_in_background",
    "read_now_or_later",
    "read_upload",
    "receive_file",
    "receive_rows",
    "replace_person",
    "resume",
    "say_columns",
    "send",
    "take",
    "take_in_background",
    "take_now_or_later",
    "upload",
    "withdraw",
]
