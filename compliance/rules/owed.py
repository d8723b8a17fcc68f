"""Contact lens points that a dispensing optician with the specialty owes (domain.md 3.9)."""

from dataclasses import dataclass

from compliance.enums import RequirementCode
from compliance.rules.assessing import assess
from compliance.rules.counting import ENHANCED
from compliance.rules.facts import Period, Person
from compliance.rules.months import run_in
from compliance.rules.specialties import CONTACT_LENS

SPECIALIST_POINTS = RequirementCode.SPECIALIST_POINTS.value


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
    if run is None or not period.scheme.startswith(ENHANCED):
        return None
    lens = [each for each in person.specialties if each.specialty == CONTACT_LENS]
    for each in assess(person, period).requirements:
        if each.code == SPECIALIST_POINTS and each.specialty == CONTACT_LENS:
            return Owed(each.required, run.months_with(lens), each.obtained)
    return None
