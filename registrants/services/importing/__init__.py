"""Imports of the register: received, read, looked at, taken over as one act."""

from registrants.services.importing.deciding import (
    ask_second,
    confirm_import,
    discard_import,
    take_over,
)
from registrants.services.importing.receiving import receive_register
from registrants.services.importing.working import (
    PATIENCE,
    read_import_in_background,
    read_import_now_or_later,
    resume_import,
    take_over_in_background,
)

__all__ = [
    "PATIENCE",
    "ask_second",
    "confirm_import",
    "discard_import",
    "read_import_in_background",
    "read_import_now_or_later",
    "receive_register",
    "resume_import",
    "take_over",
    "take_over_in_background",
]
