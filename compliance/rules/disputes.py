"""By when a registrant disputes the record of a cycle, shows documents, and is answered: pure.

Rule 22(2) to (7) of the CET Rules 2005 for the cycles until 2012: the request by 14 January, the
documents within 28 days of it, the determination within 14 days beginning with the day on which
they are due. For the enhanced scheme the sources give no date but the practice (letters of 14
January, removal from March on, domain.md 3.14 (b)): docs/adr/0032 says what we do.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from compliance.rules.counting import ENHANCED
from compliance.rules.facts import Period

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """`last`: month and day of the year after the cycle; then days of the calendar."""

    last: tuple[int, int]
    documents_days: int
    determine_days: int


STATUTORY = Terms(last=(1, 14), documents_days=28, determine_days=14)
ENHANCED_TERMS = Terms(last=(2, 28), documents_days=28, determine_days=14)


def terms_of(period: Period) -> Terms:
    """The terms of the scheme version of a cycle."""
    return ENHANCED_TERMS if period.scheme.startswith(ENHANCED) else STATUTORY


def last_day_to_dispute(period: Period) -> date:
    """Up to the end of this day the record of the cycle can be disputed."""
    month, day = terms_of(period).last
    return date(period.last_day.year + 1, month, day)


def disputes_between(period: Period) -> tuple[date, date]:
    """The first and the last day on which the record of the cycle can be disputed."""
    return period.last_day + ONE_DAY, last_day_to_dispute(period)


def documents_due(period: Period, requested_on: date) -> date:
    """Within so many days of the request."""
    return requested_on + timedelta(days=terms_of(period).documents_days)


def determination_due(period: Period, documents_due_on: date) -> date:
    """Within so many days that begin with the day on which the documents are due."""
    return documents_due_on + timedelta(days=terms_of(period).determine_days) - ONE_DAY
