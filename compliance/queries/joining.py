"""What the cycle of a day asks of somebody who joins on it."""

from dataclasses import dataclass
from datetime import date

from compliance.queries.cycles import period_on, periods
from compliance.queries.units import units_still_asked
from compliance.rules import Assessment, Period
from compliance.rules.explaining import asking_alone
from compliance.rules.joining import asked_of_joiner


@dataclass(frozen=True, slots=True)
class Joiner:
    """Who joins when, and what the cycle asks; `units`: those that it asks, by name.

    `specialty_later`: the day of a specialty that begins after this cycle."""

    profession: str
    joins_on: date
    period: Period
    assessment: Assessment
    units: list[tuple[str, str]]
    specialty_later: date | None = None


def joiner(
    *, profession: str, joins_on: date, specialty: str = "", specialty_from: date | None = None
) -> Joiner | None:
    """None where no cycle lies on that day."""
    known = periods(joins_on)
    period = period_on(joins_on, known)
    if period is None:
        return None
    since = specialty_from or joins_on
    held = [(specialty, since)] if specialty else []
    with asking_alone():
        assessment = asked_of_joiner(profession, joins_on, period, specialties=held)
    later = since if held and since > period.last_day else None
    return Joiner(profession, joins_on, period, assessment, units_still_asked(assessment), later)
