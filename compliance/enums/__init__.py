"""Words of compliance that are stored, or that people choose from."""

from compliance.enums.disputes import DISPUTE_OPEN, DisputeForThem, DisputeStatus
from compliance.enums.ending import EndStep, StepState
from compliance.enums.exceptions import (
    EXCEPTION_DECIDED,
    EXCEPTION_GRANTED,
    EXCEPTION_OPEN,
    ExceptionGround,
    ExceptionStatus,
    Factor,
    ForThem,
    Speaks,
)
from compliance.enums.letters import OF_HEALTH, Addressed, LetterKind, LetterWay, RoundStatus
from compliance.enums.outcomes import BulkKind, HeldBack, RemovalStatus, RestorationAct, Stake
from compliance.enums.requirements import Closes, NotCounted, RequirementCode, Standing
from compliance.enums.restoring import NotForRestoration, RestorationCode
from compliance.enums.runs import RUN_OPEN, RunChange, RunKind, RunStatus, Settled
from compliance.enums.variants import Direction, VariantStatus

__all__ = [
    "Addressed",
    "BulkKind",
    "Closes",
    "DISPUTE_OPEN",
    "Direction",
    "DisputeForThem",
    "DisputeStatus",
    "EXCEPTION_DECIDED",
    "EXCEPTION_GRANTED",
    "EXCEPTION_OPEN",
    "EndStep",
    "ExceptionGround",
    "ExceptionStatus",
    "Factor",
    "ForThem",
    "HeldBack",
    "LetterKind",
    "LetterWay",
    "NotCounted",
    "NotForRestoration",
    "OF_HEALTH",
    "RUN_OPEN",
    "RemovalStatus",
    "RequirementCode",
    "RestorationAct",
    "RestorationCode",
    "RoundStatus",
    "RunChange",
    "RunKind",
    "RunStatus",
    "Settled",
    "Speaks",
    "Stake",
    "Standing",
    "StepState",
    "VariantStatus",
]
