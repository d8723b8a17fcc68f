"""Contact lens points that a dispensing optician with the specialty owes (domain.md 3.9)."""

from dataclasses import dataclass

from cet_portal.scheme.enums import Specialty
from compliance.rules.counting import ENHANCED, count
from compliance.rules.facts import Period, Person
from compliance.rules.general import is_contact_lens_optician
from compliance.rules.months import run_in


@dataclass(frozen=True, slots=True)
class Owed:
    """So many are owed: half of the whole `months` with the specialty; `obtained` count now."""

    required: int
    months: int
    obtained: int

    @property
    def remaining(self) -> int:
        return max(0, self.required - self.obtained)


def contact_lens_owed(person: Person, period: Period) -> Owed | None:
    """What is owed besides the general points, or None: not in every scheme, not of everybody."""
    run = run_in(period, person.entries)
    lens = [each for each in person.specialties if each.specialty == Specialty.CONTACT_LENS]
    if run is None or not period.scheme.startswith(ENHANCED):
        return None
    if not is_contact_lens_optician(run, lens):
        return None
    months = run.months_with(lens)
    found = count(
        person.points, period=period, run=run, held=person.specialties, as_at=period.last_day
    )
    obtained = sum(
        point.total for point in found.counted if point.specialty == Specialty.CONTACT_LENS
    )
    return Owed(required=months // 2, months=months, obtained=obtained)
