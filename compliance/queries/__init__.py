"""Reads of compliance: cycles, one person's statement, everybody in a cycle."""

from compliance.queries.cycles import period_named, period_on, periods
from compliance.queries.lines import Line, line, lines
from compliance.queries.report import CycleReport, ReportRow, cycle_report
from compliance.queries.statement import EARLIER, Statement, begun, statement
from compliance.queries.targets import below_target

__all__ = [
    "EARLIER",
    "CycleReport",
    "Line",
    "ReportRow",
    "Statement",
    "begun",
    "below_target",
    "cycle_report",
    "line",
    "lines",
    "period_named",
    "period_on",
    "periods",
    "statement",
]
