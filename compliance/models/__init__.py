"""Tables of compliance."""

from compliance.models.disputes import CycleDispute, DisputeFile
from compliance.models.figures import Comparison, OnlyAcceptance

__all__ = ["Comparison", "CycleDispute", "DisputeFile", "OnlyAcceptance"]
