"""The sentences that explain a figure, on the statement, in letters, in the API and in the run.

Each says what is asked with its arithmetic, then what is there. A sentence depends on its
arguments and the language alone and is kept, for a run explains many thousand people.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import ParamSpec

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from compliance.rules import granted_words
from compliance.rules.granted_words import NO_CREDIT, Credit

# Days in the first and the last whole month, if there is one.
Ends = tuple[date, date] | None
Told = ParamSpec("Told")
# The same of each stretch of time.
Stretches = tuple[tuple[date, date], ...]
# Sentences that are kept of each kind: a register has few different figures.
KEPT = 20_000
# The language of what is judged at the moment: asking Django takes longer than a sentence.
_speaking: ContextVar[str | None] = ContextVar("speaking", default=None)
_alone: ContextVar[bool] = ContextVar("alone", default=False)


@contextmanager
def one_language() -> Iterator[None]:
    """Within it the language does not change, and is asked for once, however often it is nested."""
    if _speaking.get():
        yield
        return
    before = _speaking.set(get_language())
    try:
        yield
    finally:
        _speaking.reset(before)


@contextmanager
def asking_alone(alone: bool = True) -> Iterator[None]:
    """Within it, if `alone`, a sentence says what is asked and nothing of what is there: where
    nothing is recorded nobody knows, and where nothing is asked nobody need."""
    before = _alone.set(alone)
    try:
        yield
    finally:
        _alone.reset(before)


def _kept(sentence: Callable[Told, str]) -> Callable[Told, str]:
    """Work a sentence out once for each language and set of arguments."""

    @lru_cache(maxsize=KEPT)
    def kept(language: str | None, alone: bool, /, *args: Told.args, **kwargs: Told.kwargs) -> str:
        return sentence(*args, **kwargs)

    def told(*args: Told.args, **kwargs: Told.kwargs) -> str:
        language = _speaking.get() or get_language()
        return kept(language, _alone.get(), *args, **kwargs)  # type: ignore[arg-type]

    told.__doc__, told.__name__ = sentence.__doc__, sentence.__name__
    return told


@_kept
def general(months: int, ends: Ends, each: Fraction, obtained: int) -> str:
    """So many points for each whole month, from the month of one end to that of the other."""
    asked = general_asked(months, ends, each, before=False)
    return _joined(asked, _points_count(_times(each, months), obtained))


@_kept
def general_asked(months: int, ends: Ends, each: Fraction, *, before: bool) -> str:
    """What is asked alone; `before`: of those with an entry on 30 June 2005."""
    if ends is None:
        return _("No whole month on the register in this cycle, so no points are required.")
    left = granted_words.dropped(each, months)
    values = {"for_each": _for_each(months, ends, each), "sum": f"{_times(each, months)}{left}"}
    if before:
        return _("%(for_each)s, with an entry on 30 June 2005: %(sum)s.") % values
    return _("%(for_each)s: %(sum)s.") % values


@_kept
def general_initial(
    asked: str, required: int, earned: int, given: Credit, both: tuple[Credit, Credit]
) -> str:
    """What is `asked`, then where the points come from, if not all were earned as general ones;
    `both`: the specialist points that count here too, those earned and those granted."""
    parts = [_("%(number)s earned as general points") % {"number": earned}]
    if given.counted or (given.there and not given.most):
        parts.append(granted_words.granted(given))
    parts += granted_words.of_both(*both)
    total = earned + given.counted + sum(each.counted for each in both)
    counts = _points_count(required, total)
    if len(parts) > 1:
        counts = _("%(sources)s: %(counts)s") % {"sources": " + ".join(parts), "counts": counts}
    if given.there and given.most and not given.counted:
        counts = _also(granted_words.refused(given), counts)
    return _joined(asked, counts)


@_kept
def general_within(
    *,
    months: int,
    ends: Ends,
    each: Fraction,
    specialist: int,
    share: Fraction,
    held: int,
    obtained: int,
) -> str:
    """A contact lens optician owes the share of the specialty as contact lens points instead."""
    if ends is None:
        return general(months, ends, each, obtained)
    required = max(0, _times(each, months) - specialist)
    words = _(
        "%(for_each)s, less %(specialist)s owed as contact lens points (%(share)s): %(sum)s."
    ) % {
        "for_each": _for_each(months, ends, each),
        "specialist": specialist,
        "share": _share_with(share, held) + granted_words.dropped(share, held),
        "sum": required,
    }
    return _joined(words, _points_count(required, obtained))


@_kept
def specialist(
    months: int,
    when: Stretches,
    share: Fraction,
    required: int,
    *,
    earned: int,
    given: Credit = NO_CREDIT,
    before: bool = False,
    held_before: bool = False,
) -> str:
    """The share of the whole months with the specialty; `before`: held on 30 June 2005 by somebody
    on the register since then; `held_before`: held on that day."""
    left = granted_words.dropped(share, months)
    values = {"share": _dated(_share_with(share, months), when), "sum": f"{required}{left}"}
    asked = _("%(share)s: %(sum)s.") % values
    if before:
        asked = _("%(share)s, held on 30 June 2005: %(sum)s.") % values
    counts = _points_count(required, earned + given.counted)
    if given.there and not held_before:
        counts = _also(granted_words.refused_specialist(given), counts)
    elif given.there:
        counts = _("%(earned)s earned + %(granted)s: %(counts)s") % {
            "earned": earned,
            "granted": granted_words.granted_specialist(given),
            "counts": counts,
        }
    return _joined(_capital(asked), counts)


@_kept
def interactive(months: int, ends: Ends, share: Fraction, required: int, obtained: int) -> str:
    """The share of the whole months on the register."""
    months_words = ngettext(
        "%(number)s whole month on the register",
        "%(number)s whole months on the register",
        months,
    ) % {"number": months}
    words = _("%(share)s %(months)s: %(sum)s.") % {
        "share": _share(share),
        "months": _dated(months_words, (ends,) if ends else ()),
        "sum": f"{required}{granted_words.dropped(share, months)}",
    }
    there = ngettext(
        "%(number)s interactive point counts", "%(number)s interactive points count", obtained
    ) % {"number": obtained}
    return _joined(_capital(words), _standing(there, required, obtained))


@_kept
def units(required: int, missing: tuple[str, ...]) -> str:
    """How many units the counted points name, and which they do not."""
    words = ngettext(
        "%(number)s competency unit is on the lists.",
        "%(number)s competency units are on the lists.",
        required,
    ) % {"number": required}
    named = required - len(missing)
    there = ngettext(
        "Points that count name %(number)s of them",
        "Points that count name %(number)s of them",
        named,
    ) % {"number": named}
    if missing:
        return _joined(
            words,
            _("%(there)s, so %(short)s missing: %(units)s.")
            % {"there": there, "short": _are(len(missing)), "units": ", ".join(missing)},
        )
    return _joined(words, _("%(there)s, so this is met.") % {"there": there})


@_kept
def peer_review(required: int, obtained: int, *, of_specialty: bool) -> str:
    """Peer reviews with a reflection statement; `of_specialty`: with specialist points alone."""
    words = ngettext(
        "%(number)s peer review with a reflection statement is asked for.",
        "%(number)s peer reviews with a reflection statement are asked for.",
        required,
    ) % {"number": required}
    if of_specialty:
        words = ngettext(
            "%(number)s peer review of the specialty, with specialist points and a reflection "
            "statement, is asked for.",
            "%(number)s peer reviews of the specialty, with specialist points and a reflection "
            "statement, are asked for.",
            required,
        ) % {"number": required}
    there = ngettext("%(number)s counts", "%(number)s count", obtained) % {"number": obtained}
    return _joined(words, _standing(there, required, obtained))


@_kept
def standards_of_practice(required: int, obtained: int) -> str:
    """Pieces of CET on the Standards of Practice."""
    words = ngettext(
        "%(number)s piece of CET on the Standards of Practice is asked for.",
        "%(number)s pieces of CET on the Standards of Practice are asked for.",
        required,
    ) % {"number": required}
    there = ngettext("%(number)s counts", "%(number)s count", obtained) % {"number": obtained}
    return _joined(words, _standing(there, required, obtained))


@_kept
def annual(
    year: int, months: int, ends: Ends, share: Fraction | None, *, required: int, obtained: int
) -> str:
    """Points of any kind in a calendar year; with a `share`, and the `ends` of its months, for a
    year that is not whole."""
    if share is None:
        asked = _("The whole of %(year)s on the register: %(sum)s.") % {
            "year": year,
            "sum": required,
        }
    else:
        on_register = ngettext(
            "%(number)s whole month on the register in %(year)s",
            "%(number)s whole months on the register in %(year)s",
            months,
        ) % {"number": months, "year": year}
        asked = _("%(share)s %(months)s: %(sum)s.") % {
            "share": _share(share),
            "months": _dated(on_register, (ends,) if ends else (), "F"),
            "sum": f"{required}{granted_words.dropped(share, months)}",
        }
    return _joined(_capital(asked), _points_count(required, obtained))


@_kept
def annual_waived(year: int, obtained: int) -> str:
    """A year for which the GOC asked for nothing."""
    asked = _("The yearly minimum was waived for %(year)s: 0.") % {"year": year}
    return _joined(asked, _points_count(0, obtained))


def _times(each: Fraction, months: int) -> int:
    """What is left of a point is dropped."""
    return months * each.numerator // each.denominator


def _points_for_each(each: Fraction) -> str:
    if each.denominator == 1:
        number = each.numerator
        return ngettext("%(number)s point for each", "%(number)s points for each", number) % {
            "number": number
        }
    if each < 1:
        return _("%(share)s of a point for each") % {"share": each}
    return _("%(share)s points for each") % {"share": each}


def _for_each(months: int, ends: tuple[date, date], each: Fraction) -> str:
    """ "23 whole months on the register (February 2017 to December 2018), 1 point for each"."""
    words = ngettext(
        "%(number)s whole month on the register",
        "%(number)s whole months on the register",
        months,
    ) % {"number": months}
    return _("%(words)s (%(when)s), %(points)s") % {
        "words": words,
        "when": _span(ends, "F Y"),
        "points": _points_for_each(each),
    }


def _span(ends: tuple[date, date], form: str) -> str:
    """ "February 2017 to December 2018", or one month."""
    first, last = (date_format(end, form) for end in ends)
    if first == last:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _dated(words: str, when: Stretches, form: str = "F Y") -> str:
    """The words with the months in brackets, if there are any."""
    if not when:
        return words
    spans = ", ".join(_span(ends, form) for ends in when)
    return _("%(words)s (%(when)s)") % {"words": words, "when": spans}


def _share_with(share: Fraction, months: int) -> str:
    """ "half of 18 whole months with the specialty"."""
    words = ngettext(
        "%(number)s whole month with the specialty",
        "%(number)s whole months with the specialty",
        months,
    ) % {"number": months}
    return _("%(share)s %(months)s") % {"share": _share(share), "months": words}


def _share(share: Fraction) -> str:
    if share == 1:
        return _("1 point for each of")
    return _("half of") if share == Fraction(1, 2) else _("%(share)s of") % {"share": share}


def _points_count(required: int, obtained: int) -> str:
    there = ngettext("%(number)s point counts", "%(number)s points count", obtained) % {
        "number": obtained
    }
    return _standing(there, required, obtained)


def _standing(there: str, required: int, obtained: int) -> str:
    if required > obtained:
        short = _are(required - obtained)
        return _("%(have)s, so %(short)s missing.") % {"have": there, "short": short}
    return _("%(have)s, so this is met.") % {"have": there}


def _are(number: int) -> str:
    return ngettext("%(number)s is", "%(number)s are", number) % {"number": number}


def _also(one: str, other: str) -> str:
    return _("%(one)s; %(other)s") % {"one": one, "other": other}


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _joined(asked: str, there: str) -> str:
    return asked if _alone.get() else f"{asked} {there}"


def is_alone() -> bool:
    """Is only what is asked to be said?"""
    return _alone.get()
