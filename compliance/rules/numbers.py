"""What numbers and lists a scheme version has; each version's own are in its module."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from cet_portal.scheme.data import UNITS
from cet_portal.scheme.enums import Audience

HALF = Fraction(1, 2)
NONE = Fraction(0)
WHOLE = Fraction(1)


class MonthMethod(StrEnum):
    """How whole months are counted (domain.md 5.1)."""

    CALENDAR = "A"  # a calendar month of which every day is covered
    WITHOUT_FIRST = "B"  # the same, but never the month in which the entry begins
    FROM_THE_DAY = "C"  # from the day of entry: 15 January to 14 February is one


def units_of(audience: Audience) -> tuple[str, ...]:
    """The competency units of an audience as the project ships them: O1 to O8 and so on."""
    letter, names = UNITS[audience]
    return tuple(f"{letter}{number}" for number in range(1, len(names) + 1))


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one scheme version. A share is a fraction of whole months; halves, thirds
    and so on of a point are dropped. A figure of 0 or an empty list: that is not asked.
    """

    scheme: str
    month_method: MonthMethod = MonthMethod.CALENDAR
    # General points for each whole month; `_before`: of those on the register on 30 June 2005.
    points_a_month: Fraction = WHOLE
    points_a_month_before: Fraction = WHOLE
    # Specialist points, as a share of the whole months with the specialty; `_before` likewise.
    specialist_share: Fraction = HALF
    specialist_share_before: Fraction = HALF
    # The three therapeutic specialties are one; contact lens points are part of the general sum.
    therapeutic_is_one: bool = True
    contact_lens_within_general: bool = False
    # Rules 14 and 16: what the registrar may grant, and what counts in both purses, at most.
    voluntary_general_most: int = 0
    voluntary_specialist_most: int = 0
    overlap_most: int = 0
    overlap_voluntary_most: int = 0
    # Interactive points, as a share of the whole months on the register.
    interactive_share: Fraction = NONE
    # Lists of competency units; contact lens opticians and therapeutic prescribers need both.
    units_optometrist: tuple[str, ...] = ()
    units_dispensing_optician: tuple[str, ...] = ()
    units_contact_lens: tuple[str, ...] = ()
    units_therapeutic: tuple[str, ...] = ()
    # Peer reviews of optometrists and contact lens opticians; whose must be of their specialty.
    peer_reviews: int = 0
    peer_review_in_contact_lens: bool = False
    peer_review_in_therapeutic: bool = False
    # Peer review counts only with a reflection statement.
    needs_reflection: bool = False
    standards_of_practice: int = 0
    # Advisory, a calendar year; less than 12 whole months: the share of them.
    annual_minimum: int = 0
    annual_share: Fraction = NONE
    annual_waived: tuple[int, ...] = ()
