"""The sentences of the restoration check, with their sums."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.scheme import limits
from compliance.enums import RestorationCode
from compliance.rules.facts import Period
from compliance.rules.months import Span
from compliance.rules.result import specialty_words


def label(code: str, specialty: str) -> str:
    """What people call it: "Specialist points in 12 months: contact lens"."""
    words = str(RestorationCode(code).label)
    return f"{words}: {specialty_words(specialty)}" if specialty else words


def months(window: Span) -> str:
    """ "1 May 2009 to 30 April 2010"."""
    return _("%(first)s to %(last)s") % {"first": _day(window.first), "last": _day(window.last)}


def of_name(window: Span, required: int, first_entered: date) -> str:
    """How the number was worked out."""
    values = {"months": months(window), "entered": _day(first_entered), "required": required}
    if first_entered < window.first:
        return (
            _(
                "%(required)s general points in the 12 months before the month in which the "
                "application is received: %(months)s."
            )
            % values
        )
    return (
        _(
            "First entered on %(entered)s, within the 12 months before the application: 1 point "
            "for each whole month between, without the month of entry and that of the "
            "application: %(required)s."
        )
        % values
    )


def of_specialty(window: Span) -> str:
    """How the number was worked out."""
    values = {"required": limits.RESTORATION_SPECIALIST_POINTS, "months": months(window)}
    return _("%(required)s specialist points in the same 12 months: %(months)s.") % values


def of_shortfall(period: Period, missing: int, needed: int) -> str:
    """How the number was worked out."""
    values = {"missing": missing, "cycle": period.name, "needed": needed}
    return (
        _(
            "%(missing)s missing at the end of the cycle %(cycle)s, to be made up besides the "
            "%(needed)s: a point is used once."
        )
        % values
    )


def of_used(since: date, there: int, used: int, left: int) -> str:
    """What is left for the shortfall of the points since the end of the cycle."""
    words = ngettext(
        "%(number)s point since %(day)s, less %(used)s used above: %(left)s.",
        "%(number)s points since %(day)s, less %(used)s used above: %(left)s.",
        there,
    )
    return words % {"number": there, "day": _day(since), "used": used, "left": left}


def standing(required: int, obtained: int) -> str:
    """What there is of it."""
    have = ngettext("%(number)s point counts", "%(number)s points count", obtained) % {
        "number": obtained
    }
    if required > obtained:
        more = ngettext(
            "%(have)s, so %(number)s more is needed.",
            "%(have)s, so %(number)s more are needed.",
            required - obtained,
        )
        return more % {"have": have, "number": required - obtained}
    return _("%(have)s, so this is met.") % {"have": have}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
