"""Requirements as pages show them: in figures, with what closes each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from compliance.rules import Period, Person, Progress, Requirement
from compliance.rules.closing import (
    closes_shortly,
    in_figures,
    in_short,
    key_of,
    peer_review_of_specialty,
    what_closes,
)
from compliance.rules.lowering import Lowering
from compliance.rules.remedies import Remedies, ToWrite, to_write
from compliance.rules.standing import off_since


@dataclass(frozen=True, slots=True)
class Shown:
    """One requirement, and what can be done for it without more CET.

    `units`: names of competency units. `is_over`: events to come add nothing to it, for the cycle,
    or its year, is over, or the person has left the register. `of_specialty`: the peer review has
    to be one of the specialty.
    """

    now: Requirement
    remedies: Remedies
    units: Mapping[str, str]
    is_over: bool = False
    of_specialty: bool = False

    @property
    def key(self) -> str:
        return key_of(self.now)

    @property
    def pending(self) -> int:
        """What accepting everything that waits would add."""
        return self.remedies.accepting

    @property
    def then(self) -> int:
        """Obtained, once everything pending is accepted."""
        return self.now.obtained + self.pending

    @property
    def in_figures(self) -> str:
        """ "24 of 36 points obtained"."""
        return in_figures(self.now)

    @property
    def in_short(self) -> str:
        """What is missing: "12 points"."""
        return in_short(self.now)

    @property
    def closes(self) -> str:
        """What closes it, or what was missing; "" where it is met."""
        return what_closes(
            self.now,
            self.remedies,
            units=self.units,
            is_over=self.is_over,
            of_specialty=self.of_specialty,
        )

    @property
    def closes_shortly(self) -> str:
        """In a few words what closes it without more CET; "" where nothing does."""
        return closes_shortly(self.now, self.remedies)


@dataclass(frozen=True, slots=True)
class AllShown:
    """Those that decide the cycle, and those of each year that do not."""

    deciding: list[Shown]
    advisory: list[Shown]

    @property
    def open(self) -> list[Shown]:
        """What is not met of those that decide."""
        return [each for each in self.deciding if not each.now.met]

    @property
    def met(self) -> list[Shown]:
        return [each for each in self.deciding if each.now.met]

    @property
    def adding(self) -> list[Shown]:
        """Those to which accepting what waits adds something."""
        return [each for each in self.deciding if each.pending and each.now.required]

    @property
    def to_write(self) -> ToWrite | None:
        """The reflection statements that a gap waits for."""
        return to_write((each.now, each.remedies) for each in self.deciding)

    def __bool__(self) -> bool:
        return bool(self.deciding)


def shown(
    person: Person,
    period: Period,
    progress: Iterable[Progress],
    units: Mapping[str, str],
    *,
    today: date,
    lowering: Lowering | None = None,
) -> AllShown:
    """Requirements for a page, in the order of the assessment; with `lowering` as it asks them."""
    found = list(progress)
    # Before the first cycle there is no scheme, and nothing is required.
    of_specialty = bool(found) and peer_review_of_specialty(person, period)
    each = [
        Shown(
            lowering.applied(one.now) if lowering else one.now,
            one.remedies,
            units,
            is_over(one.now, person, period, today),
            of_specialty,
        )
        for one in found
    ]
    return AllShown(
        deciding=[one for one in each if not one.now.advisory],
        advisory=[one for one in each if one.now.advisory],
    )


def is_over(requirement: Requirement, person: Person, period: Period, today: date) -> bool:
    """The cycle has ended, or the one year that it is about, or the person's time on the register:
    events to come add nothing."""
    last_year = requirement.year or period.last_day.year
    if period.last_day < today or last_year < today.year:
        return True
    return off_since(person, today) is not None


def named(among: Iterable[Requirement], key: str) -> Requirement | None:
    """The requirement that an address names."""
    return next((each for each in among if key_of(each) == key), None)
