"""Reads of compliance: cycles, one person's statement, everybody in a cycle."""

from compliance.queries.cycles import period_named, period_on, periods
from compliance.queries.report import CycleReport, ReportRow, cycle_report
from compliance.queries.statement import Line, Statement, statement
from compliance.queries.targets import below_target
from compliance.queries.transcript import Transcript, own_periods, transcript

__all__ = [
    "CycleReport",
    "Line",
    "ReportRow",
    "Statement",
    "below_target",
    "cycle_report",
    "own_periods",
    "transcript",
    "Transcript",
    "period_named",
    "period_on",
    "periods",
    "statement",
]
