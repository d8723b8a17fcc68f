"""Statuses of an event, boxes of an upload's rows."""

from cet_portal.scheme.enums import Region  # where a session lies
from sessions_events.enums.asked import (
    AskedStanding,
    ForeignScheme,
    NonUkStatus,
    ReviewAbout,
    ReviewStatus,
)
from sessions_events.enums.cases import CASE_OPEN, CaseKind, CaseStatus, Side, Told
from sessions_events.enums.events import DutyKind, EventStatus, EvidenceKind, Standing
from sessions_events.enums.history import Attendance, RecordKind
from sessions_events.enums.keys import KeyKind
from sessions_events.enums.rows import KNOWN_OTHERWISE, TAKEN_BOXES, Box, Part, Reason
from sessions_events.enums.uploads import BatchKind, BatchStatus, UploadSource, UploadStatus

__all__ = [
    "AskedStanding",
    "Attendance",
    "BatchKind",
    "BatchStatus",
    "Box",
    "CASE_OPEN",
    "CaseKind",
    "CaseStatus",
    "DutyKind",
    "EventStatus",
    "EvidenceKind",
    "ForeignScheme",
    "KNOWN_OTHERWISE",
    "KeyKind",
    "NonUkStatus",
    "Part",
    "Reason",
    "RecordKind",
    "Region",
    "ReviewAbout",
    "ReviewStatus",
    "Side",
    "Standing",
    "TAKEN_BOXES",
    "Told",
    "UploadSource",
    "UploadStatus",
]
