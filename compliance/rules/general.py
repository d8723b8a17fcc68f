"""GENERAL_POINTS: how many a person needs in a cycle, and why (rule 12, enhanced CET)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.scheme import limits
from cet_portal.scheme.enums import PointKind, Profession, Specialty
from compliance.enums import RequirementCode
from compliance.rules.counting import ENHANCED, INITIAL, Count
from compliance.rules.facts import Held, Period
from compliance.rules.months import Run
from compliance.rules.result import Requirement


@dataclass(frozen=True, slots=True)
class _Sum:
    required: int
    rule: str
    words: str


def general_points(*, period: Period, run: Run, held: Iterable[Held], count: Count) -> Requirement:
    """The requirement for the run, and what the counted general points make of it."""
    lens = [each for each in held if each.specialty == Specialty.CONTACT_LENS]
    if run.whole_months == 0:
        found = _nothing(period)
    elif period.scheme == INITIAL:
        found = _initial(run)
    elif period.scheme.startswith(ENHANCED) and is_contact_lens_optician(run, lens):
        found = _contact_lens_optician(run, lens)
    else:
        found = _one_a_month(run, enhanced=period.scheme.startswith(ENHANCED))
    obtained = count.total_of(PointKind.GENERAL)
    return Requirement(
        code=RequirementCode.GENERAL_POINTS,
        required=found.required,
        obtained=obtained,
        rule=found.rule,
        explanation=f"{found.words} {_standing(found.required, obtained)}",
    )


def _nothing(period: Period) -> _Sum:
    words = _("No whole month on the register in this cycle, so no points are required.")
    enhanced = period.scheme.startswith(ENHANCED)
    return _Sum(0, limits.RULE_GENERAL_ENHANCED if enhanced else limits.RULE_GENERAL, words)


def _initial(run: Run) -> _Sum:
    """Rule 12(2): two for each whole month if on the register on 30 June 2005, else one."""
    if limits.LAST_DAY_BEFORE_THE_SCHEME in run.whole:
        required = run.whole_months * limits.POINTS_A_MONTH_IF_THERE_BEFORE
        words = _("%(months)s, 2 points for each, with an entry on 30 June 2005: %(sum)s.")
        return _Sum(
            required, limits.RULE_GENERAL_INITIAL, words % {"months": _months(run), "sum": required}
        )
    return _Sum(run.whole_months, limits.RULE_GENERAL_INITIAL_LATER, _plain_words(run))


def _one_a_month(run: Run, *, enhanced: bool) -> _Sum:
    rule = limits.RULE_GENERAL_ENHANCED if enhanced else limits.RULE_GENERAL
    return _Sum(run.whole_months, rule, _plain_words(run))


def is_contact_lens_optician(run: Run, lens: list[Held]) -> bool:
    """A dispensing optician who held the specialty (`lens`) on any day of the run."""
    return run.profession == Profession.DISPENSING_OPTICIAN and run.ever_held(lens)


def _contact_lens_optician(run: Run, lens: list[Held]) -> _Sum:
    """Half of the months with the specialty are owed as contact lens points instead."""
    months = run.months_with(lens)
    specialist = months // 2
    required = run.whole_months - specialist
    words = _(
        "%(months)s, 1 point for each, less %(specialist)s owed as contact lens points "
        "(half of %(with)s whole months with the specialty): %(sum)s."
    )
    values = {
        "months": _months(run),
        "specialist": specialist,
        "with": months,
        "sum": required,
    }
    return _Sum(required, limits.RULE_GENERAL_CONTACT_LENS, words % values)


def _plain_words(run: Run) -> str:
    return _("%(months)s, 1 point for each: %(sum)s.") % {
        "months": _months(run),
        "sum": run.whole_months,
    }


def _months(run: Run) -> str:
    """ "23 whole months on the register (February 2017 to December 2018)"."""
    number = run.whole_months
    words = ngettext(
        "%(number)s whole month on the register",
        "%(number)s whole months on the register",
        number,
    ) % {"number": number}
    first, last = run.part.whole_month_ends
    return _("%(words)s (%(first)s to %(last)s)") % {
        "words": words,
        "first": date_format(first, "F Y"),
        "last": date_format(last, "F Y"),
    }


def _standing(required: int, obtained: int) -> str:
    have = ngettext("%(number)s point counts", "%(number)s points count", obtained) % {
        "number": obtained
    }
    if required > obtained:
        return _("%(have)s, so %(short)s missing.") % {
            "have": have,
            "short": _are(required - obtained),
        }
    return _("%(have)s, so this is met.") % {"have": have}


def _are(number: int) -> str:
    return ngettext("%(number)s is", "%(number)s are", number) % {"number": number}
