"""Reads of compliance: cycles, one person's statement, everybody in a cycle."""

from compliance.queries.cycles import period_named, period_on, periods
from compliance.queries.report import CycleReport, ReportRow, cycle_report
from compliance.queries.statement import Line, Statement, statement

__all__ = [
    "CycleReport",
    "Line",
    "ReportRow",
    "Statement",
    "cycle_report",
    "period_named",
    "period_on",
    "periods",
    "statement",
]
