"""Every number and list of the scheme versions, each version in one place with its sources.

A draft of another version is the same thing with other figures: `assess(..., figures=...)`.
"""

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from cet_portal.scheme import limits
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
    points_a_month: int = 1
    points_a_month_before: int = 1
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


# Rules 12(2), 13(2) and (4), 14 and 16.
INITIAL_2005 = Figures(
    scheme="INITIAL_2005",
    points_a_month_before=limits.POINTS_A_MONTH_IF_THERE_BEFORE,
    specialist_share_before=WHOLE,
    therapeutic_is_one=False,
    voluntary_general_most=24,
    voluntary_specialist_most=12,
    overlap_most=4,
    overlap_voluntary_most=12,
)

# Rules 12(3) and 13(3); domain.md 5.3: several therapeutic specialties are one.
SUBSEQUENT_2007 = Figures(scheme="SUBSEQUENT_2007")

# domain.md 5.4 and 5.5.
ENHANCED_2013 = Figures(
    scheme="ENHANCED_2013",
    contact_lens_within_general=True,
    interactive_share=HALF,
    units_optometrist=units_of(Audience.OPTOMETRIST),
    units_dispensing_optician=units_of(Audience.DISPENSING_OPTICIAN),
    units_contact_lens=units_of(Audience.CONTACT_LENS_OPTICIAN),
    units_therapeutic=units_of(Audience.THERAPEUTIC_PRESCRIBER),
    peer_reviews=1,
    peer_review_in_contact_lens=True,
    needs_reflection=True,
    annual_minimum=6,
    annual_share=HALF,
    annual_waived=(2020,),
)

# domain.md 5.4: one piece of CET on the Standards of Practice, in this cycle alone.
ENHANCED_2016 = replace(ENHANCED_2013, scheme="ENHANCED_2016", standards_of_practice=1)

# domain.md 5.4: the peer review of therapeutic prescribers is with therapeutic peers.
ENHANCED_2019 = replace(ENHANCED_2013, scheme="ENHANCED_2019", peer_review_in_therapeutic=True)

_VERSIONS = {
    each.scheme: each
    for each in (INITIAL_2005, SUBSEQUENT_2007, ENHANCED_2013, ENHANCED_2016, ENHANCED_2019)
}


def figures_of(scheme: str) -> Figures:
    """The figures of a scheme version; KeyError if there is none of this name."""
    return _VERSIONS[scheme]


def figures_as_plain(figures: Figures) -> dict[str, Any]:
    """For storage as JSON: shares as "1/2", lists as lists."""
    return {each.name: _plain(getattr(figures, each.name)) for each in fields(figures)}


def figures_from_plain(plain: dict[str, Any]) -> Figures:
    """Back from `figures_as_plain`; a figure that is not there is that of its scheme version."""
    base = figures_of(plain["scheme"])
    return replace(
        base, **{name: _read(getattr(base, name), value) for name, value in plain.items()}
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, MonthMethod) else value


def _read(like: Any, value: Any) -> Any:
    kind = type(like)
    return kind(value)
