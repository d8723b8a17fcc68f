"""Rows of the end-of-cycle report with what exceptions ask instead (docs/adr/0041)."""

from collections.abc import Iterable
from datetime import date

from compliance.queries.exceptions import lowerings_among
from compliance.queries.report import ReportRow
from compliance.rules import Period


def as_asked(rows: Iterable[ReportRow], period: Period, today: date) -> list[ReportRow]:
    """These rows with what exceptions ask of these people instead, in one read."""
    shown = list(rows)
    lowerings = lowerings_among([row.registrant_id for row in shown], period, today)
    return [row.lowered(lowerings.get(row.registrant_id)) for row in shown]
