"""What the cycle of a day asks of somebody who joins on it."""

from dataclasses import dataclass
from datetime import date

from cet_portal.scheme.enums import Profession
from compliance.queries.cycles import period_on, periods
from compliance.queries.units import unit_names
from compliance.rules import Assessment, Period
from compliance.rules.joining import OF_PROFESSION, asked_of_joiner


@dataclass(frozen=True, slots=True)
class Joiner:
    """Who joins when, and what the cycle asks; `units`: names of competency units."""

    profession: str
    joins_on: date
    period: Period
    assessment: Assessment
    units: dict[str, str]


def joiner(
    *, profession: str, joins_on: date, specialty: str = "", specialty_from: date | None = None
) -> Joiner | None:
    """None where no cycle lies on that day."""
    known = periods(joins_on)
    period = period_on(joins_on, known)
    if period is None:
        return None
    code = OF_PROFESSION[Profession(profession)]
    held = [(code.value, specialty_from or joins_on)] if specialty else []
    assessment = asked_of_joiner(profession, joins_on, period, specialties=held)
    return Joiner(profession, joins_on, period, assessment, unit_names())
