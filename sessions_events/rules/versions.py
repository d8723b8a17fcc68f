"""What changed between two versions of a declaration: pure."""

from collections.abc import Mapping
from typing import Any

# What a declaration says, in the order in which it is asked.
DECLARED = (
    "as_approved",
    "what_differed",
    "how_it_went",
    "attendance_check",
    "objectives_evidence",
    "discussion_summary",
    "certificates_issued",
    "attendees",
    "completers",
)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """(field, before, after) of everything that is said differently."""
    return [(name, before[name], after[name]) for name in DECLARED if before[name] != after[name]]
