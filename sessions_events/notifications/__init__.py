"""Messages about events, uploads, declarations and certificates. Each has its text in
templates/emails."""

from sessions_events.notifications.cases import (
    AboutCase,
    CaseDisputed,
    CaseDueSoon,
    CaseLate,
    CaseOpened,
    CasePassedOn,
    CaseSettled,
    CaseWritten,
    PointsDeclined,
)
from sessions_events.notifications.certificates import (
    CertificateReady,
    CertificatesMade,
    CertificateWithdrawn,
    RecordEnds,
    RecordHeld,
    RecordHoldLifted,
)
from sessions_events.notifications.declaring import (
    CorrectedByStaff,
    DifferenceNoted,
    Refused,
    Released,
)
from sessions_events.notifications.overdue import Chase, ChaseForManager, HoldLifted
from sessions_events.notifications.planning import (
    EventCancelled,
    EventChanged,
    EventNotHeld,
    EventsStopped,
    EventsStoppedForDeliverers,
    SessionChanged,
)
from sessions_events.notifications.ratings import (
    CommentHidden,
    ImprovementTakenBack,
    WhatChanged,
    YourCommentHidden,
    YourCommentShown,
)
from sessions_events.notifications.uploads import (
    TakenBack,
    TakenBackByStaff,
    UploadRead,
    UploadTaken,
)

__all__ = [
    "AboutCase",
    "CaseDisputed",
    "CaseDueSoon",
    "CaseLate",
    "CaseOpened",
    "CasePassedOn",
    "CaseSettled",
    "CaseWritten",
    "CommentHidden",
    "ImprovementTakenBack",
    "WhatChanged",
    "YourCommentHidden",
    "YourCommentShown",
    "CertificateReady",
    "CertificateWithdrawn",
    "CertificatesMade",
    "Chase",
    "ChaseForManager",
    "CorrectedByStaff",
    "DifferenceNoted",
    "EventCancelled",
    "EventChanged",
    "EventNotHeld",
    "EventsStopped",
    "EventsStoppedForDeliverers",
    "HoldLifted",
    "PointsDeclined",
    "RecordEnds",
    "RecordHeld",
    "RecordHoldLifted",
    "Refused",
    "Released",
    "SessionChanged",
    "TakenBack",
    "TakenBackByStaff",
    "UploadRead",
    "UploadTaken",
]
