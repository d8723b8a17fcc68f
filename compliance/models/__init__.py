"""Tables of compliance."""

from compliance.models.disputes import CycleDispute, DisputeFile
from compliance.models.figures import Comparison, OnlyAcceptance
from compliance.models.letters import Letter, LetterRound, PostFile
from compliance.models.runs import ComplianceRun, RunRange, RunResult
from compliance.models.variants import SchemeVariant

__all__ = [
    "Letter",
    "LetterRound",
    "PostFile",
    "Comparison",
    "ComplianceRun",
    "CycleDispute",
    "DisputeFile",
    "OnlyAcceptance",
    "RunRange",
    "RunResult",
    "SchemeVariant",
]
