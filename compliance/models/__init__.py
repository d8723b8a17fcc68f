"""Tables of compliance."""

from compliance.models.disputes import CycleDispute, DisputeFile
from compliance.models.exceptions import ExceptionFile, ExceptionRequest, LeavePeriod
from compliance.models.figures import Comparison, OnlyAcceptance
from compliance.models.outcomes import BulkAct, MakeUpUse, Removal
from compliance.models.variants import SchemeVariant

__all__ = ["Comparison", "BulkAct", "CycleDispute", "ExceptionFile", "ExceptionRequest", "LeavePeriod", "MakeUpUse", "Removal", "DisputeFile", "OnlyAcceptance", "SchemeVariant"]
