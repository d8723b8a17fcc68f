"""A variant of a scheme version: what cannot be in it, and what differs (docs/adr/0037)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from compliance.rules.figure_words import (
    INITIAL,
    LABELS,
    ONLY_INITIAL,
    PARTS,
    SUBSEQUENT,
    say,
)
from compliance.rules.figures import Figures

MONTHS = 12
FIRST_YEAR, LAST_YEAR = 2005, 2050
# More than anybody asks: what is above was typed by mistake.
MOST: dict[str, int] = {
    "points_a_month": 10,
    "points_a_month_before": 10,
    "voluntary_general_most": 100,
    "voluntary_specialist_most": 100,
    "overlap_most": 100,
    "overlap_voluntary_most": 100,
    "peer_reviews": 10,
    "standards_of_practice": 10,
    "annual_minimum": 120,
}
UNIT_LISTS = (
    "units_optometrist",
    "units_dispensing_optician",
    "units_contact_lens",
    "units_therapeutic",
)
# What the versions before the enhanced scheme ask.
BEFORE_ENHANCED = frozenset(
    {"month_method", "points_a_month", "specialist_share", "therapeutic_is_one"}
)
EMPTY_LIST = gettext_lazy(
    "“%(label)s”: tick at least one unit, or do not ask for competency units at all"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that a variant changes, as people read it."""

    name: str
    label: str
    before: str
    after: str


def names_of(scheme: str) -> list[str]:
    """The figures that a variant of this scheme version can change, in the order of its parts."""
    all_names = [name for _part, names in PARTS for name in names]
    if scheme == INITIAL:
        return [name for name in all_names if name in ONLY_INITIAL | BEFORE_ENHANCED]
    if scheme == SUBSEQUENT:
        return [name for name in all_names if name in BEFORE_ENHANCED]
    return [name for name in all_names if name not in ONLY_INITIAL]


def completed(figures: Figures) -> Figures:
    """The figures with those that only the initial period asks set to what makes no difference."""
    if figures.scheme == INITIAL:
        return figures
    return replace(
        figures,
        points_a_month_before=figures.points_a_month,
        specialist_share_before=figures.specialist_share,
    )


def differences(before: Figures, after: Figures) -> list[Difference]:
    """What `after` changes, in the order of the parts."""
    return [
        Difference(
            name,
            str(LABELS[name]),
            say(name, getattr(before, name)),
            say(name, getattr(after, name)),
        )
        for name in names_of(after.scheme)
        if getattr(before, name) != getattr(after, name)
    ]


def problems(figures: Figures, known_units: Collection[str]) -> Iterator[tuple[str, str]]:
    """What cannot be, each as the field and a sentence; nothing is guessed or mended."""
    yield from _beyond(figures)
    yield from _shares(figures)
    yield from _points(figures)
    yield from _units(figures, known_units)
    yield from _reviews(figures)
    yield from _years(figures)


def _beyond(figures: Figures) -> Iterator[tuple[str, str]]:
    for name, most in MOST.items():
        words = {"label": LABELS[name], "most": most}
        if getattr(figures, name) < 0:
            yield name, _("“%(label)s” cannot be less than 0") % words
        elif getattr(figures, name) > most:
            yield name, _("“%(label)s” cannot be more than %(most)d") % words


def _shares(figures: Figures) -> Iterator[tuple[str, str]]:
    for name in ("specialist_share", "specialist_share_before", "interactive_share"):
        yield from share_problem(name, getattr(figures, name))
    yield from share_problem("annual_share", figures.annual_share)


def share_problem(name: str, share: Fraction) -> Iterator[tuple[str, str]]:
    """A share lies between nothing and the whole."""
    words = {"label": LABELS[name]}
    if share < 0:
        yield name, _("“%(label)s” cannot be less than 0") % words
    elif share > 1:
        yield name, _("“%(label)s” cannot be more than 1: a share is a part of the whole") % words


def _points(figures: Figures) -> Iterator[tuple[str, str]]:
    month = figures.points_a_month
    if month == 0:
        yield "points_a_month", _("A scheme version asks for general points: enter more than 0")
        return
    if figures.interactive_share > month:
        yield (
            "interactive_share",
            _("More interactive points than general points: that can never be met"),
        )
    if figures.contact_lens_within_general and figures.specialist_share > month:
        yield (
            "specialist_share",
            _("Contact lens points are part of the general points, so they cannot be more of them"),
        )
    if figures.overlap_voluntary_most > figures.voluntary_specialist_most:
        yield (
            "overlap_voluntary_most",
            _("More points would count twice than the registrar can grant: at most %(most)d")
            % {"most": figures.voluntary_specialist_most},
        )


def _units(figures: Figures, known: Collection[str]) -> Iterator[tuple[str, str]]:
    lists = {name: getattr(figures, name) for name in UNIT_LISTS}
    for name, units in lists.items():
        unknown = [unit for unit in units if unit not in known]
        if unknown:
            words = {"units": ", ".join(unknown)}
            yield (
                name,
                ngettext(
                    "%(units)s is no competency unit",
                    "%(units)s are no competency units",
                    len(unknown),
                )
                % words,
            )
        elif not units and any(lists.values()):
            yield name, EMPTY_LIST % {"label": LABELS[name]}


def _reviews(figures: Figures) -> Iterator[tuple[str, str]]:
    if figures.peer_reviews:
        return
    for name in ("peer_review_in_contact_lens", "peer_review_in_therapeutic"):
        if getattr(figures, name):
            yield name, _("No peer review is asked: enter how many, or do not tick this")


def _years(figures: Figures) -> Iterator[tuple[str, str]]:
    minimum, share = figures.annual_minimum, figures.annual_share
    most = MONTHS * figures.points_a_month
    if minimum > most > 0:
        yield (
            "annual_minimum",
            _(
                "A year has 12 months, for which %(most)s points are asked in all: the minimum of "
                "a year cannot be more"
            )
            % {"most": int(most)},
        )
    elif minimum and not share:
        yield "annual_share", _("Enter what is asked in a year with fewer than 12 whole months")
    elif minimum and (MONTHS - 1) * share >= minimum + 1:
        yield (
            "annual_share",
            _("With 11 months %(points)d points would be asked, and %(minimum)d with all 12")
            % {"points": int((MONTHS - 1) * share), "minimum": minimum},
        )
    wrong = [year for year in figures.annual_waived if not FIRST_YEAR <= year <= LAST_YEAR]
    if wrong:
        words = {"years": ", ".join(map(str, wrong)), "first": FIRST_YEAR, "last": LAST_YEAR}
        yield (
            "annual_waived",
            _("%(years)s: enter years from %(first)d to %(last)d") % words,
        )
