"""What the figures of a scheme version are called, how each reads, and where it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compliance.rules.figures import Figures, MonthMethod

INITIAL = "INITIAL_2005"
SUBSEQUENT = "SUBSEQUENT_2007"

SCHEMES: dict[str, str | Promise] = {
    INITIAL: gettext_lazy("Initial period of 2005"),
    SUBSEQUENT: gettext_lazy("Later periods from 2007"),
    "ENHANCED_2013": gettext_lazy("Enhanced CET of 2013"),
    "ENHANCED_2016": gettext_lazy("Enhanced CET of 2016"),
    "ENHANCED_2019": gettext_lazy("Enhanced CET from 2019"),
}

METHODS: dict[str, str | Promise] = {
    MonthMethod.CALENDAR: gettext_lazy(
        "A calendar month counts if the person was on the register on its every day"
    ),
    MonthMethod.WITHOUT_FIRST: gettext_lazy(
        "The same, but the month in which the entry begins never counts"
    ),
    MonthMethod.FROM_THE_DAY: gettext_lazy(
        "Months run from the day of entry: 15 January to 14 February is one"
    ),
}

# The parts of a scheme version, in the order in which people read them, with their figures.
PARTS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (gettext_lazy("Whole months"), ("month_method",)),
    (gettext_lazy("General points"), ("points_a_month", "points_a_month_before")),
    (
        gettext_lazy("Specialist points"),
        (
            "specialist_share",
            "specialist_share_before",
            "therapeutic_is_one",
            "contact_lens_within_general",
        ),
    ),
    (
        gettext_lazy("Voluntary points, and points that count twice"),
        (
            "voluntary_general_most",
            "voluntary_specialist_most",
            "overlap_most",
            "overlap_voluntary_most",
        ),
    ),
    (gettext_lazy("Interactive points"), ("interactive_share",)),
    (
        gettext_lazy("Competency units"),
        (
            "units_optometrist",
            "units_dispensing_optician",
            "units_contact_lens",
            "units_therapeutic",
        ),
    ),
    (
        gettext_lazy("Peer review"),
        (
            "peer_reviews",
            "peer_review_in_contact_lens",
            "peer_review_in_therapeutic",
            "needs_reflection",
        ),
    ),
    (gettext_lazy("Standards of practice"), ("standards_of_practice",)),
    (
        gettext_lazy("Points in each year"),
        ("annual_minimum", "annual_share", "annual_waived"),
    ),
)

LABELS: dict[str, str | Promise] = {
    "month_method": gettext_lazy("How whole months are counted"),
    "points_a_month": gettext_lazy("General points for each whole month"),
    "points_a_month_before": gettext_lazy(
        "General points for each whole month, if on the register on 30 June 2005"
    ),
    "specialist_share": gettext_lazy("Specialist points, as a share of the months"),
    "specialist_share_before": gettext_lazy(
        "Specialist points, as a share of the months, if held on 30 June 2005"
    ),
    "therapeutic_is_one": gettext_lazy("The three therapeutic specialties are one"),
    "contact_lens_within_general": gettext_lazy(
        "Contact lens points are part of the general points, not on top of them"
    ),
    "voluntary_general_most": gettext_lazy("Voluntary general points, at most"),
    "voluntary_specialist_most": gettext_lazy("Voluntary specialist points, at most"),
    "overlap_most": gettext_lazy("Specialist points that count as general too, at most"),
    "overlap_voluntary_most": gettext_lazy(
        "Voluntary specialist points that count as general too, at most"
    ),
    "interactive_share": gettext_lazy("Interactive points, as a share of the months"),
    "units_optometrist": gettext_lazy("Units of optometrists"),
    "units_dispensing_optician": gettext_lazy("Units of dispensing opticians"),
    "units_contact_lens": gettext_lazy("Further units of contact lens opticians"),
    "units_therapeutic": gettext_lazy("Further units of therapeutic prescribers"),
    "peer_reviews": gettext_lazy("Peer reviews in a cycle"),
    "peer_review_in_contact_lens": gettext_lazy(
        "Contact lens opticians: the peer review is about contact lenses"
    ),
    "peer_review_in_therapeutic": gettext_lazy(
        "Therapeutic prescribers: the peer review is with therapeutic peers"
    ),
    "needs_reflection": gettext_lazy("Peer review counts with a reflection statement only"),
    "standards_of_practice": gettext_lazy("CET on the Standards of Practice in a cycle"),
    "annual_minimum": gettext_lazy("Points in each calendar year (advice)"),
    "annual_share": gettext_lazy("Points in a year with fewer than 12 whole months, as a share"),
    "annual_waived": gettext_lazy("Years without this minimum"),
}

# Where each figure comes from (domain.md 5.2 to 5.5, contracts/assess.md); "" is every version.
_RULE_12_2 = gettext_lazy("CET Rules 2005, rule 12(2)")
_RULE_12_3 = gettext_lazy("CET Rules 2005, rule 12(3)")
_RULE_13_2 = gettext_lazy("CET Rules 2005, rule 13(2) and (4)")
_RULE_13_3 = gettext_lazy("CET Rules 2005, rule 13(3)")
_RULE_14 = gettext_lazy("CET Rules 2005, rule 14")
_RULE_16 = gettext_lazy("CET Rules 2005, rule 16")
_ENHANCED = gettext_lazy("GOC, enhanced CET")
SOURCES: dict[str, dict[str, str | Promise]] = {
    INITIAL: {
        "points_a_month": _RULE_12_2,
        "points_a_month_before": _RULE_12_2,
        "specialist_share": _RULE_13_2,
        "specialist_share_before": _RULE_13_2,
        "therapeutic_is_one": gettext_lazy("CET Rules 2005, rule 13(1)"),
        "voluntary_general_most": _RULE_14,
        "voluntary_specialist_most": _RULE_14,
        "overlap_most": _RULE_16,
        "overlap_voluntary_most": _RULE_16,
    },
    "": {
        "month_method": gettext_lazy("“Whole month” in rule 12; the Rules do not say how"),
        "points_a_month": _RULE_12_3,
        "specialist_share": _RULE_13_3,
        "therapeutic_is_one": gettext_lazy("CET Amendment Rules 2008, note"),
        "contact_lens_within_general": gettext_lazy("GOC, contact lens specialty"),
        "interactive_share": _ENHANCED,
        "units_optometrist": _ENHANCED,
        "units_dispensing_optician": _ENHANCED,
        "units_contact_lens": gettext_lazy("GOC, contact lens specialty"),
        "units_therapeutic": _ENHANCED,
        "peer_reviews": gettext_lazy("GOC bulletin, July 2013"),
        "peer_review_in_contact_lens": gettext_lazy("GOC, contact lens specialty"),
        "peer_review_in_therapeutic": gettext_lazy("AOP, CET cycle 2019 to 2021"),
        "needs_reflection": gettext_lazy("GOC bulletin, July 2013"),
        "standards_of_practice": gettext_lazy("GOC bulletin, February 2016"),
        "annual_minimum": gettext_lazy("GOC bulletin, November 2013"),
        "annual_share": gettext_lazy("MyCET: no source gives the figure"),
        "annual_waived": gettext_lazy("College of Optometrists 2021, for 2020"),
    },
}
# Points, not a share of them: they may be more than 1.
POINTS = frozenset({"points_a_month", "points_a_month_before"})
# Asked in the initial period alone.
ONLY_INITIAL = frozenset(
    {
        "points_a_month_before",
        "specialist_share_before",
        "voluntary_general_most",
        "voluntary_specialist_most",
        "overlap_most",
        "overlap_voluntary_most",
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """One figure as people read it. `asked`: False where the version asks nothing of the kind."""

    name: str
    label: str
    value: str
    source: str
    asked: bool


def scheme_name(scheme: str) -> str:
    """What people call a scheme version."""
    return str(SCHEMES.get(scheme, scheme))


def told(figures: Figures) -> Iterator[tuple[str, list[Told]]]:
    """Each part of the scheme version with the figures that it has, as people read them."""
    for part, names in PARTS:
        found = [
            Told(
                name=name,
                label=str(LABELS[name]),
                value=say(name, getattr(figures, name)),
                source=source(figures.scheme, name),
                asked=bool(getattr(figures, name)),
            )
            for name in names
            if name not in ONLY_INITIAL or figures.scheme == INITIAL
        ]
        if found:
            yield str(part), found


def source(scheme: str, name: str) -> str:
    """Where a figure of a scheme version comes from."""
    own: Mapping[str, str | Promise] = SOURCES.get(scheme, {})
    return str(own.get(name) or SOURCES[""].get(name, ""))


def say(name: str, value: Any) -> str:
    """A figure as people read it."""
    if name == "month_method":
        return str(METHODS[value])
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or _("None")
    if isinstance(value, Fraction) and name not in POINTS:
        return say_share(value)
    return str(value) if value else _("Not asked")


def say_share(value: Fraction) -> str:
    """ "half of them", "1/3 of them"."""
    if value == 0:
        return _("Not asked")
    if value == 1:
        return _("1 for each month")
    if value == Fraction(1, 2):
        return _("half of the months")
    return _("%(share)s of the months") % {"share": value}
