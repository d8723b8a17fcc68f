"""What is told about an application, to whom. Texts: templates/emails/."""

from approvals.notifications.asking import (
    Answered,
    ClosedUnanswered,
    InformationRequested,
    RejectedUnanswered,
)
from approvals.notifications.assigning import Assigned, NobodyFits, TakenAway
from approvals.notifications.deciding import (
    AppealDecided,
    AppealDecidedForFirst,
    AppealLodged,
    Decided,
)
from approvals.notifications.endings import ApprovalsEnding, ApprovalWithdrawn, Expired
from approvals.notifications.extending import ClockExtended, ClockExtendedForApprover
from approvals.notifications.fast_track import (
    FastTrackChangesNothing,
    FastTrackForApprover,
    FastTrackStarted,
    NothingChangedForApprover,
)
from approvals.notifications.late import Late, LateForApprover, LateForProvider
from approvals.notifications.reminding import AnswerSoon, AppealSoon, DecideSoon, StillNobody
from approvals.notifications.submitting import DraftReady, Submitted, TakenBack

__all__ = [
    "AnswerSoon",
    "Answered",
    "AppealDecided",
    "AppealDecidedForFirst",
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
    "DraftReady",
    "Expired",
    "FastTrackChangesNothing",
    "FastTrackForApprover",
    "FastTrackStarted",
    "InformationRequested",
    "Late",
    "LateForApprover",
    "LateForProvider",
    "NobodyFits",
    "NothingChangedForApprover",
    "RejectedUnanswered",
    "StillNobody",
    "Submitted",
    "TakenAway",
    "TakenBack",
]
