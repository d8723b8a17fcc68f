"""Sentences about what counts only in part: granted points, points of both purses, half points."""

from fractions import Fraction
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HALF = Fraction(1, 2)


class Credit(NamedTuple):
    """So many count, of so many there are, and at most so many may."""

    counted: int = 0
    there: int = 0
    most: int = 0


NO_CREDIT = Credit()


def granted(credit: Credit) -> str:
    """General points granted under rule 14(a), as a part of a sum."""
    if credit.counted == credit.there:
        return _("%(number)s granted for before the scheme (rule 14)") % {"number": credit.counted}
    return (
        _("%(counted)s of the %(there)s granted for before the scheme (rule 14: at most %(most)s)")
        % credit._asdict()
    )


def granted_specialist(credit: Credit) -> str:
    """The same of rule 14(b)."""
    if credit.counted == credit.there:
        return granted(credit)
    return (
        _(
            "%(counted)s of the %(there)s granted for before the scheme (rule 14: at most %(most)s "
            "over all specialties)"
        )
        % credit._asdict()
    )


def refused(credit: Credit) -> str:
    """None of the general points counts."""
    return ngettext(
        "The %(number)s point granted for before the scheme does not count, for the time on the "
        "register does not go back to 30 June 2005 (rule 14)",
        "The %(number)s points granted for before the scheme do not count, for the time on the "
        "register does not go back to 30 June 2005 (rule 14)",
        credit.there,
    ) % {"number": credit.there}


def refused_specialist(credit: Credit) -> str:
    """None of the specialist points counts."""
    return ngettext(
        "The %(number)s point granted for before the scheme does not count, for the specialty was "
        "not held on 30 June 2005 (rule 14)",
        "The %(number)s points granted for before the scheme do not count, for the specialty was "
        "not held on 30 June 2005 (rule 14)",
        credit.there,
    ) % {"number": credit.there}


def of_both(earned: Credit, given: Credit) -> list[str]:
    """Specialist points that count as general ones as well (rule 16), those earned and those
    granted, as parts of a sum."""
    parts = []
    if earned.counted:
        parts.append(
            _in_part(earned)
            or ngettext(
                "%(number)s specialist point earned that counts here too (rule 16)",
                "%(number)s specialist points earned that count here too (rule 16)",
                earned.counted,
            )
            % {"number": earned.counted}
        )
    if given.counted:
        parts.append(
            ngettext(
                "%(number)s specialist point granted that counts here too (rule 16)",
                "%(number)s specialist points granted that count here too (rule 16)",
                given.counted,
            )
            % {"number": given.counted}
        )
    return parts


def _in_part(earned: Credit) -> str:
    if earned.counted == earned.there:
        return ""
    return _(
        "%(counted)s of the %(there)s specialist points earned, for at most %(most)s of them count "
        "here too (rule 16)"
    ) % {**earned._asdict()}


def dropped(share: Fraction, months: int) -> str:
    """That not all of a share is asked: ", for half a point is dropped"; empty without a rest."""
    rest = share * months % 1
    if not rest:
        return ""
    if rest == HALF:
        return _(", for half a point is dropped")
    return _(", for %(rest)s of a point is dropped") % {"rest": rest}
