"""Words about gaps, and about what an event gives."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compliance.enums import RequirementCode
from compliance.rules.facts import Point
from compliance.rules.planning.attending import Ahead
from compliance.rules.planning.closing import Part
from compliance.rules.planning.needs import Need
from compliance.rules.result import Requirement

R = RequirementCode


def said(part: Part) -> str:
    """ "3 general points", "competency units O2, O5": what an event gives to a requirement."""
    return amount_of(part.requirement, part.amount, part.units)


def amount_of(wanted: Requirement | Need, amount: int, units: Iterable[str] = ()) -> str:
    """So much of a requirement, in words."""
    words = {"number": amount, "year": wanted.year, "units": ", ".join(units)}
    if wanted.code == R.COMPETENCY_UNITS:
        sentence = ngettext("competency unit %(units)s", "competency units %(units)s", amount)
    elif wanted.code == R.PEER_REVIEW:
        sentence = ngettext("peer review", "%(number)s peer reviews", amount)
    elif wanted.code == R.STANDARDS_OF_PRACTICE:
        sentence = _("standards of practice")
    elif wanted.code == R.ANNUAL_MINIMUM:
        sentence = ngettext("%(number)s point in %(year)s", "%(number)s points in %(year)s", amount)
    elif wanted.code == R.INTERACTIVE_POINTS:
        sentence = ngettext("%(number)s interactive point", "%(number)s interactive points", amount)
    elif wanted.code == R.SPECIALIST_POINTS:
        sentence = ngettext("%(number)s specialist point", "%(number)s specialist points", amount)
    else:
        sentence = ngettext("%(number)s general point", "%(number)s general points", amount)
    return sentence % words


def missing(requirement: Requirement) -> str:
    """What is missing of one requirement: "3 general points"; empty where nothing is."""
    if requirement.met:
        return ""
    return amount_of(requirement, requirement.shortfall, requirement.units_missing)


def left_in_words(left: Iterable[Need]) -> list[str]:
    """What no event closes, the units of one requirement together."""
    units = [need.unit for need in left if need.unit]
    sentences = [amount_of(need, need.amount) for need in left if not need.unit]
    if units:
        first = next(need for need in left if need.unit)
        sentences.append(amount_of(first, len(units), units))
    return sentences


def gives(point: Point) -> str:
    """ "3 specialist points, 3 of them interactive; units C1, C4; peer review"."""
    kind = R.SPECIALIST_POINTS if point.specialty else R.GENERAL_POINTS
    parts = [amount_of(Need(kind, None, None, point.total), point.total)]
    if point.interactive:
        parts[0] = _("%(points)s (%(number)s interactive)") % {
            "points": parts[0],
            "number": point.interactive,
        }
    if point.units:
        need = Need(R.COMPETENCY_UNITS, None, None, len(point.units))
        parts.append(amount_of(need, len(point.units), point.units))
    if point.peer_review:
        parts.append(_("peer review"))
    return "; ".join(parts)


def not_before(ahead: Ahead, point: Point) -> str:
    """From which day on distance learning writes this line; empty where that is its first day."""
    if point.event_date <= ahead.first or not ahead.own_time:
        return ""
    day = date_format(point.event_date, "j F Y")
    return _("Complete it on %(day)s or later: that is how it is counted here.") % {"day": day}
