"""Words of the register and of the ledger."""

from registrants.enums.imports import Difference, ImportKind, ImportStatus
from registrants.enums.ledger import (
    NOT_STANDING,
    AcceptedWay,
    DeclineReason,
    PointStatus,
    QueryProblem,
)
from registrants.enums.people import STUDENTS, Register
from registrants.enums.requests import AssistedAct, JoinDifference, RequestOutcome, RequestWay
from registrants.enums.wishes import MarkKind, ReminderFrequency, SharedPart

__all__ = [
    "AcceptedWay",
    "AssistedAct",
    "DeclineReason",
    "Difference",
    "ImportKind",
    "ImportStatus",
    "JoinDifference",
    "MarkKind",
    "NOT_STANDING",
    "PointStatus",
    "QueryProblem",
    "Register",
    "ReminderFrequency",
    "RequestOutcome",
    "RequestWay",
    "STUDENTS",
    "SharedPart",
]
