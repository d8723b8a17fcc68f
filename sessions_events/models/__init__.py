"""Tables of sessions and events, and of what follows an event."""

from sessions_events.models.cases import CaseFile, CaseMessage, PointsCase
from sessions_events.models.certificates import (
    CertificateBatch,
    CertificateDesign,
    CertificateFile,
    CompletionCertificate,
)
from sessions_events.models.changes import Change
from sessions_events.models.declaring import Declaration, EvidenceFile
from sessions_events.models.duties import Duty
from sessions_events.models.events import Event
from sessions_events.models.holds import Hold
from sessions_events.models.keys import ApiKey
from sessions_events.models.overseas import NonUkCet
from sessions_events.models.peer_review import PeerReview, ReviewParticipant
from sessions_events.models.plans import PlanList
from sessions_events.models.rating import Improvement, Rating
from sessions_events.models.records import RecordFile, RecordHold
from sessions_events.models.sessions import Session
from sessions_events.models.uploading import ProviderHeading, Upload, UploadRow

__all__ = [
    "ApiKey",
    "CaseFile",
    "CaseMessage",
    "CertificateBatch",
    "CertificateDesign",
    "CertificateFile",
    "Change",
    "CompletionCertificate",
    "Declaration",
    "Duty",
    "Event",
    "EvidenceFile",
    "Hold",
    "Improvement",
    "NonUkCet",
    "PeerReview",
    "PlanList",
    "PointsCase",
    "ProviderHeading",
    "Rating",
    "RecordFile",
    "RecordHold",
    "ReviewParticipant",
    "Session",
    "Upload",
    "UploadRow",
]
