"""Tables of compliance."""

from compliance.models.disputes import CycleDispute, DisputeFile
from compliance.models.figures import Comparison, OnlyAcceptance
from compliance.models.runs import ComplianceRun, RunRange, RunResult
from compliance.models.variants import SchemeVariant
from compliance.models.weeks import UptakeFigure, WeekFigure

__all__ = [
    "Comparison",
    "ComplianceRun",
    "CycleDispute",
    "DisputeFile",
    "OnlyAcceptance",
    "RunRange",
    "RunResult",
    "SchemeVariant",
    "UptakeFigure",
    "WeekFigure",
]
