"""Forms of compliance."""

from compliance.forms.dashboard import (
    EVERYBODY,
    GROUPS,
    CycleFilters,
    DashboardFilters,
    UptakeFilters,
)
from compliance.forms.disputes import DetermineForm, DisputeFilter, DocumentForm, LodgeForm
from compliance.forms.report import ReportFilters
from compliance.forms.sharing import PartsForm, ShareForm

__all__ = [
    "CycleFilters",
    "DashboardFilters",
    "DetermineForm",
    "DisputeFilter",
    "DocumentForm",
    "EVERYBODY",
    "GROUPS",
    "LodgeForm",
    "PartsForm",
    "ReportFilters",
    "ShareForm",
    "UptakeFilters",
]
