"""What the rules answer."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from msgspec import Struct

from cet_portal.scheme.enums import Specialty
from compliance.enums import RequirementCode
from compliance.rules.facts import Point
from compliance.rules.months import Run

# The three therapeutic specialties together (contracts/assess.md, common rule 3).
AS_ONE = "THERAPEUTIC"


def references_of(points: Sequence[Point]) -> tuple[str, ...]:
    """Their references, in the same order."""
    return tuple([point.reference for point in points])


def specialty_words(specialty: str) -> str:
    """A specialty in words; the therapeutic ones together are one."""
    return _("therapeutic") if specialty == AS_ONE else str(Specialty(specialty).label)


class Requirement(Struct, frozen=True, gc=False):
    """One requirement: what was asked, what is there, and why, in plain sentences.

    `rule` cites the source; `explanation` holds the arithmetic. An advisory requirement does
    not decide whether the cycle is met. `points`: those that went into `obtained`, in the order
    given; `units_missing`: codes of the competency units that no counted point names.
    """

    code: str
    required: int
    obtained: int
    rule: str
    explanation: str
    specialty: str | None = None
    year: int | None = None
    advisory: bool = False
    points: Sequence[Point] = ()
    units_missing: tuple[str, ...] = ()

    @property
    def shortfall(self) -> int:
        return max(0, self.required - self.obtained)

    @property
    def met(self) -> bool:
        return self.obtained >= self.required

    @property
    def satisfied_by(self) -> tuple[str, ...]:
        """References of `points`."""
        return references_of(self.points)

    @property
    def label(self) -> str:
        """What people call it: "Specialist points: contact lens", "Points in 2026"."""
        if self.year:
            return _("Points in %(year)s") % {"year": self.year}
        label = str(RequirementCode(self.code).label)
        if self.specialty:
            return f"{label}: {specialty_words(self.specialty)}"
        return label


class NotCountedPoint(Struct, frozen=True, gc=False):
    """A line that does not count, and the first reason that applies."""

    reference: str
    reason: str


class Assessment(Struct, frozen=True):
    """How a person stands in a cycle. Without a `run` in the cycle there is nothing to meet."""

    scheme: str
    requirements: tuple[Requirement, ...]
    counted: tuple[str, ...]
    not_counted: tuple[NotCountedPoint, ...]
    run: Run | None = None

    @property
    def met(self) -> bool:
        return all(each.met or each.advisory for each in self.requirements)

    @property
    def asks_nothing(self) -> bool:
        """On the register in the cycle, but for no whole month: no points are required."""
        return self.run is not None and not self.run.whole_months

    def requirement(self, code: str) -> Requirement | None:
        """The first requirement with this code, if it applies."""
        return next((each for each in self.requirements if each.code == code), None)
