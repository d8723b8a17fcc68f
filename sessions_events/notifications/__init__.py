"""Messages about events, uploads, declarations and certificates. Each has its text in
templates/emails."""

from sessions_events.notifications.asked.confirming import ConfirmationDue, ConfirmationOverdue
from sessions_events.notifications.asked.deciding import (
    AskedRefused,
    NotDecided,
    NotDecidedForStaff,
)
from sessions_events.notifications.asked.non_uk import (
    EvidenceSent,
    EvidenceSentBack,
    NonUkApproved,
    NonUkAsked,
    NonUkPoints,
    NotShown,
)
from sessions_events.notifications.asked.review_points import (
    ReviewDiffers,
    ReviewNotCounted,
    ReviewPoints,
    SomebodyWithoutPoints,
)
from sessions_events.notifications.asked.reviews import (
    NamedInReview,
    ReviewApproved,
    ReviewAsked,
    ReviewCalledOff,
)
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
from sessions_events.notifications.keys import KeyEnds
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
    "AskedRefused",
    "ConfirmationDue",
    "ConfirmationOverdue",
    "EvidenceSent",
    "EvidenceSentBack",
    "NotShown",
    "NamedInReview",
    "NonUkApproved",
    "NonUkAsked",
    "NonUkPoints",
    "NotDecided",
    "NotDecidedForStaff",
    "ReviewApproved",
    "ReviewAsked",
    "ReviewCalledOff",
    "ReviewDiffers",
    "ReviewNotCounted",
    "ReviewPoints",
    "SomebodyWithoutPoints",
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
    "KeyEnds",
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
