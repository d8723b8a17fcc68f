"""How many will have met a requirement at the end of the cycle, from the cycle before.

Of those who had not met it in the same week of the previous cycle, a part had still not met it at
its end. The forecast is that the same part of those who have not met it now stays short
(docs/adr/0042).
"""

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from django.utils.translation import gettext as _

from cet_portal.scheme import limits

# Of which the part that stays short is a whole number: hundredths of a per cent.
PARTS = 10_000
HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of the people who have a requirement have met it."""

    people: int
    met: int

    @property
    def short(self) -> int:
        return self.people - self.met

    @property
    def share(self) -> Fraction:
        """The part that has met it; of nobody, none."""
        return Fraction(self.met, self.people) if self.people else Fraction(0)

    @property
    def short_share(self) -> Fraction:
        return 1 - self.share

    def __add__(self, other: "Figure") -> "Figure":
        return Figure(self.people + other.people, self.met + other.met)


NOBODY = Figure(0, 0)


@dataclass(frozen=True, slots=True)
class Forecast:
    """`now`, and of the previous cycle `then` (the same week) and `end`. What comes out is whole
    people, halves going up."""

    now: Figure
    then: Figure
    end: Figure

    @property
    def stays_short(self) -> Fraction:
        """The part of those who were short in that week who still were at the end, to the
        hundredth of a per cent, so that whoever works it out again gets the same people."""
        part = min(Fraction(1), self.end.short_share / self.then.short_share)
        return Fraction(round(part * PARTS), PARTS)

    @property
    def short(self) -> int:
        return floor(self.now.short * self.stays_short + HALF)

    @property
    def met(self) -> int:
        return self.now.people - self.short

    @property
    def share(self) -> Fraction:
        return Figure(self.now.people, self.met).share

    def sums(self, *, week: int, previous: str) -> list[str]:
        """The arithmetic, a sentence for each step."""
        return [
            _(
                "In week %(week)d of %(previous)s, %(short)s of %(people)s had not met it yet: "
                "%(share)s."
            )
            % {"week": week, "previous": previous, **_short(self.then)},
            _("At the end of %(previous)s, %(short)s of %(people)s had not met it: %(share)s.")
            % {"previous": previous, **_short(self.end)},
            _(
                "%(end)s/%(end_all)s divided by %(then)s/%(then_all)s is %(part)s: that part of "
                "those who were short stayed short."
            )
            % {
                "end": _number(self.end.short),
                "end_all": _number(self.end.people),
                "then": _number(self.then.short),
                "then_all": _number(self.then.people),
                "part": per_cent(self.stays_short, decimals=2),
            },
            _("Now %(short)s of %(people)s have not met it.") % _short(self.now),
            _(
                "%(part)s of %(short)s is %(exact)s, rounded %(left)s. So %(met)s of %(people)s "
                "(%(share)s) would have met it at the end."
            )
            % {
                "part": per_cent(self.stays_short, decimals=2),
                "short": _number(self.now.short),
                "exact": f"{float(self.now.short * self.stays_short):,.2f}",
                "left": _number(self.short),
                "met": _number(self.met),
                "people": _number(self.now.people),
                "share": per_cent(self.share),
            },
        ]


def per_cent(share: Fraction, *, decimals: int = 1) -> str:
    """A share with one decimal, or as many as asked for: 83.3%."""
    return f"{float(round(share * 100, decimals)):.{decimals}f}%"


def _number(number: int) -> str:
    return f"{number:,}"


def _short(figure: Figure) -> dict[str, str]:
    return {
        "short": _number(figure.short),
        "people": _number(figure.people),
        "share": per_cent(figure.short_share),
    }


def against_forecast(now: Figure, then: Figure | None, end: Figure | None) -> str:
    """Why there is no forecast, in a sentence; empty if there is one."""
    if then is None or end is None:
        return _("There is no forecast: this requirement has no figures of the cycle before.")
    if end.met == 0:
        return _("There is no forecast: nobody is known to have met this in the cycle before.")
    if min(then.people, end.people) < limits.LEAST_COMPARED:
        return _(
            "There is no forecast: fewer than %(least)d people had this requirement in the cycle "
            "before."
        ) % {"least": limits.LEAST_COMPARED}
    if then.short == 0:
        return _(
            "There is no forecast: in the same week of the cycle before everybody had met it, so "
            "nothing shows how many of those who are short now stay so."
        )
    return ""
