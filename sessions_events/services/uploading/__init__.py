"""Uploads: received, read, taken, mended."""

from sessions_events.services.uploading.mending import decide_row, mend_row
from sessions_events.services.uploading.reading import read_upload
from sessions_events.services.uploading.receiving import drop, receive_file, receive_rows
from sessions_events.services.uploading.taking import take, upload

__all__ = [
    "decide_row",
    "drop",
    "mend_row",
    "read_upload",
    "receive_file",
    "receive_rows",
    "take",
    "upload",
]
