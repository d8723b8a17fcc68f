"""Tables of compliance."""

from compliance.models.disputes import CycleDispute, DisputeFile
from compliance.models.figures import Comparison, OnlyAcceptance
from compliance.models.plans import SavedPlan
from compliance.models.runs import ComplianceRun, RunRange, RunResult
from compliance.models.variants import SchemeVariant

__all__ = [
    "Comparison",
    "ComplianceRun",
    "CycleDispute",
    "DisputeFile",
    "OnlyAcceptance",
    "RunRange",
    "RunResult",
    "SavedPlan",
    "SchemeVariant",
]
