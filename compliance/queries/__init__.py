"""Reads of compliance: cycles, one person's statement, everybody in a cycle."""

from compliance.queries.calendar import marked_events, own_days
from compliance.queries.cycles import period_named, period_on, periods
from compliance.queries.ended import Ended, ended
from compliance.queries.everybody import Judged, everybody
from compliance.queries.figures import comparison_for, only_acceptance
from compliance.queries.joining import Joiner, joiner
from compliance.queries.lines import Line, line, lines
from compliance.queries.report import CycleReport, ReportRow, cycle_report
from compliance.queries.requirement import RequirementPage, requirement_page
from compliance.queries.restoration import RestorationCheck, restoration_check
from compliance.queries.statement import EARLIER, Statement, begun, latest_entry, statement
from compliance.queries.targets import below_target
from compliance.queries.transcript import Transcript, own_periods, transcript

__all__ = [
    "Joiner",
    "RequirementPage",
    "RestorationCheck",
    "latest_entry",
    "requirement_page",
    "joiner",
    "restoration_check",
    "Judged",
    "comparison_for",
    "everybody",
    "only_acceptance",
    "marked_events",
    "own_days",
    "EARLIER",
    "Ended",
    "ended",
    "CycleReport",
    "Line",
    "ReportRow",
    "Statement",
    "begun",
    "below_target",
    "cycle_report",
    "own_periods",
    "transcript",
    "Transcript",
    "line",
    "lines",
    "period_named",
    "period_on",
    "periods",
    "statement",
]
