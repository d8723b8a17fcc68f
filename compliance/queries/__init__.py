"""Reads of compliance: cycles, one person's statement, everybody in a cycle."""

from compliance.queries.as_asked import as_asked
from compliance.queries.calendar import (
    marked_events,
    own_days,
)
from compliance.queries.cycles import (
    cycles_by_scheme,
    period_named,
    period_on,
    periods,
)
from compliance.queries.ended import (
    Ended,
    ended,
)
from compliance.queries.everybody import (
    Judged,
    everybody,
    everybody_by_week,
)
from compliance.queries.figures import (
    comparison_for,
    only_acceptance,
)
from compliance.queries.joining import (
    Joiner,
    joiner,
)
from compliance.queries.lines import (
    Line,
    line,
    lines,
)
from compliance.queries.own_removal import own_removal
from compliance.queries.report import (
    CycleReport,
    ReportRow,
    cycle_report,
    cycle_report_of_few,
    people_in,
)
from compliance.queries.requirement import (
    RequirementPage,
    requirement_page,
)
from compliance.queries.restoration import (
    RestorationCheck,
    restoration_check,
)
from compliance.queries.statement import (
    EARLIER,
    Statement,
    begun,
    latest_entry,
    statement,
)
from compliance.queries.targets import (
    below_target,
)
from compliance.queries.transcript import (
    Transcript,
    own_periods,
    transcript,
)
from compliance.queries.uptake import has_uptake
from compliance.queries.weeks import still_settles, weeks_not_counted

__all__ = [
    "CycleReport",
    "EARLIER",
    "Ended",
    "Joiner",
    "Judged",
    "Line",
    "ReportRow",
    "as_asked",
    "RequirementPage",
    "RestorationCheck",
    "Statement",
    "Transcript",
    "begun",
    "below_target",
    "comparison_for",
    "cycle_report",
    "cycle_report_of_few",
    "cycles_by_scheme",
    "ended",
    "everybody",
    "everybody_by_week",
    "has_uptake",
    "joiner",
    "latest_entry",
    "line",
    "lines",
    "marked_events",
    "only_acceptance",
    "own_days",
    "own_periods",
    "own_removal",
    "people_in",
    "period_named",
    "period_on",
    "periods",
    "requirement_page",
    "restoration_check",
    "statement",
    "still_settles",
    "transcript",
    "weeks_not_counted",
]
