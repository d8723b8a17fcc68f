"""Forms of compliance."""

from compliance.forms.disputes import DetermineForm, DisputeFilter, DocumentForm, LodgeForm
from compliance.forms.report import ReportFilters
from compliance.forms.sharing import PartsForm, ShareForm

__all__ = [
    "DetermineForm",
    "DisputeFilter",
    "DocumentForm",
    "LodgeForm",
    "PartsForm",
    "ReportFilters",
    "ShareForm",
]
