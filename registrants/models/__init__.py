"""Tables of registrants."""

from registrants.models.accounts import AccountRequest, AssistedRequest, JoinRequest
from registrants.models.granted import VoluntaryGrant
from registrants.models.imports import ImportRow, RegisterImport
from registrants.models.ledger import PointEntry
from registrants.models.people import FormerSurname, RegisterEntry, Registrant, SpecialtyEntry
from registrants.models.sharing import FeedAddress, ShareLink
from registrants.models.statement import (
    EventMark,
    OwnLearning,
    Reflection,
    Reminder,
    StandingInstruction,
)

__all__ = [
    "VoluntaryGrant",
    "AccountRequest",
    "AssistedRequest",
    "EventMark",
    "FeedAddress",
    "FormerSurname",
    "ImportRow",
    "JoinRequest",
    "OwnLearning",
    "PointEntry",
    "Reflection",
    "RegisterEntry",
    "RegisterImport",
    "Registrant",
    "Reminder",
    "ShareLink",
    "SpecialtyEntry",
    "StandingInstruction",
]
