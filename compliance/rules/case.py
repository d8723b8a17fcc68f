"""One person in one cycle, sorted so that each requirement can be read off."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct

from compliance.rules.facts import Held, Period, Point, Voluntary
from compliance.rules.months import Run
from compliance.rules.numbers import Figures
from compliance.rules.specialties import groups_in


class Case(Struct, frozen=True):
    """What the functions of the requirements are fed: plain values, sorted once.

    `months`: whole months on the register in the cycle, `ends`: days in the first and the last of
    them. `held`: the specialties held in the run
    within the cycle, by the name under which they are counted, in the order of the list;
    `all_held` those held at any time. `general` and `specialist` are the counted points of each
    kind, `counted` all of them. `contact_lens_optician`: a dispensing optician who held contact
    lens on any day of the run in the cycle; `therapeutic`: an optometrist who held a therapeutic
    specialty likewise.
    """

    period: Period
    figures: Figures
    run: Run
    months: int
    ends: tuple[date, date] | None
    held: dict[str, list[Held]]
    all_held: dict[str, list[Held]]
    counted: Sequence[Point]
    general: Sequence[Point]
    specialist: Sequence[Point]
    voluntary: Voluntary
    optometrist: bool
    contact_lens_optician: bool
    therapeutic: bool

    def specialist_of(self, group: str) -> list[Point]:
        """The counted specialist points of one specialty."""
        groups = groups_in(self.figures)
        return [point for point in self.specialist if groups.get(point.specialty or "") == group]

    def months_with(self, group: str) -> int:
        """Whole months on the register with the specialty."""
        return self.run.months_with(self.held[group])

    def stretches_with(self, group: str) -> tuple[tuple[date, date], ...]:
        """Days in the first and the last of these months, for each stretch of time."""
        return self.run.ends_with(self.held[group])


def share_of(share: Fraction, months: int) -> int:
    """So much of the months; what is left of a point is dropped (rule 13(4))."""
    return months * share.numerator // share.denominator


def total_of(points: Sequence[Point]) -> int:
    """Their points together."""
    return sum([point.total for point in points])
