"""When a standing instruction acts."""

from datetime import date, timedelta

from cet_portal.scheme import limits


def accept_on(arrived: date) -> date:
    """The day on which a standing instruction accepts points that arrived on that day."""
    return arrived + timedelta(days=limits.DAYS_TO_OBJECT)
