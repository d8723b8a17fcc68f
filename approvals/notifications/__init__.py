"""What is told about an application, to whom. Texts: templates/emails/."""

from approvals.notifications.clocks import (
    AnswerSoon,
    AppealSoon,
    ClockExtended,
    ClockExtendedForApprover,
    DecideSoon,
    FastTrackForApprover,
    FastTrackStarted,
    Late,
    LateForApprover,
    StillNobody,
)
from approvals.notifications.course import (
    Answered,
    AppealLodged,
    Assigned,
    ClosedUnanswered,
    Decided,
    InformationRequested,
    NobodyFits,
    RejectedUnanswered,
    Submitted,
    TakenAway,
    TakenBack,
)
from approvals.notifications.endings import (
    ApprovalsEnding,
    ApprovalWithdrawn,
    Expired,
)

__all__ = [
    "AnswerSoon",
    "Answered",
    "AppealLodged",
    "AppealSoon",
    "ApprovalWithdrawn",
    "ApprovalsEnding",
    "Assigned",
    "ClockExtended",
    "ClockExtendedForApprover",
    "ClosedUnanswered",
    "DecideSoon",
    "Decided",
    "Expired",
    "FastTrackForApprover",
    "FastTrackStarted",
    "InformationRequested",
    "Late",
    "LateForApprover",
    "NobodyFits",
    "RejectedUnanswered",
    "StillNobody",
    "Submitted",
    "TakenAway",
    "TakenBack",
]
