"""Tables of approvals."""

from approvals.models.appeals import Appeal, AppealDraft, AppealFile
from approvals.models.application import CetApplication
from approvals.models.approvers import ApproverAbsence, ApproverInterest, ApproverProfile
from approvals.models.assignment import Assignment
from approvals.models.clock import ClockExtension
from approvals.models.contents import Attachment, Contributor, LearningObjective
from approvals.models.decisions import AudienceApproval, Decision, Judgement
from approvals.models.exchange import InformationQuestion, InformationRequest, PrivateNote
from approvals.models.submission import Submission

__all__ = [
    "Appeal",
    "AppealDraft",
    "AppealFile",
    "ApproverAbsence",
    "ApproverInterest",
    "ApproverProfile",
    "Assignment",
    "Attachment",
    "AudienceApproval",
    "CetApplication",
    "ClockExtension",
    "Contributor",
    "Decision",
    "InformationQuestion",
    "InformationRequest",
    "Judgement",
    "LearningObjective",
    "PrivateNote",
    "Submission",
]
