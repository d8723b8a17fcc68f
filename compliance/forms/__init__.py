"""Forms of compliance."""

from compliance.forms.report import ReportFilters

__all__ = ["ReportFilters"]
