"""Messages about the end of a cycle: letters, disputed records."""

from compliance.notifications.disputed_removals import RemovalStands, RemovalToUndo
from compliance.notifications.disputes import (
    DisputeDetermined,
    DisputeLate,
    DisputeLodged,
    DisputeToDecide,
)
from compliance.notifications.ended import PointsLapsed
from compliance.notifications.letters import LetterSent, LettersWritten, PostFileMade
from compliance.notifications.runs import RunCancelled, RunEnded, RunToConfirm

__all__ = [
    "DisputeDetermined",
    "DisputeLate",
    "DisputeLodged",
    "DisputeToDecide",
    "LetterSent",
    "LettersWritten",
    "PointsLapsed",
    "PostFileMade",
    "RemovalStands",
    "RemovalToUndo",
    "RunCancelled",
    "RunEnded",
    "RunToConfirm",
]
