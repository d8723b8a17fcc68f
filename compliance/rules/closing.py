"""What a requirement still lacks, and what closes it, in one short sentence each."""

from collections.abc import Mapping

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compliance.enums import RequirementCode
from compliance.rules.result import Requirement

R = RequirementCode


def in_figures(requirement: Requirement) -> str:
    """ "24 of 36 points obtained", "7 of 8 units covered"."""
    values = {"obtained": requirement.obtained, "required": requirement.required}
    words = {
        R.INTERACTIVE_POINTS: _("%(obtained)s of %(required)s interactive points obtained"),
        R.COMPETENCY_UNITS: _("%(obtained)s of %(required)s units covered"),
        R.PEER_REVIEW: ngettext(
            "%(obtained)s of %(required)s peer review done",
            "%(obtained)s of %(required)s peer reviews done",
            requirement.required,
        ),
        R.STANDARDS_OF_PRACTICE: _("%(obtained)s of %(required)s done"),
    }.get(R(requirement.code), _("%(obtained)s of %(required)s points obtained"))
    return words % values


def in_short(requirement: Requirement) -> str:
    """What is missing, in a few words: "12 points", "units O3 and O7", "1 peer review"."""
    number = requirement.shortfall
    values = {"number": number}
    if requirement.code == R.COMPETENCY_UNITS and requirement.units_missing:
        units = get_text_list(list(requirement.units_missing), _("and"))
        return ngettext("unit %(units)s", "units %(units)s", number) % {"units": units}
    return _missing(requirement.code, number) % values


def _missing(code: str, number: int) -> str:
    if code == R.INTERACTIVE_POINTS:
        return ngettext("%(number)s interactive point", "%(number)s interactive points", number)
    if code == R.COMPETENCY_UNITS:
        return ngettext("%(number)s unit", "%(number)s units", number)
    if code == R.PEER_REVIEW:
        return ngettext("%(number)s peer review", "%(number)s peer reviews", number)
    if code == R.STANDARDS_OF_PRACTICE:
        return ngettext(
            "%(number)s CET on standards of practice",
            "%(number)s CETs on standards of practice",
            number,
        )
    return ngettext("%(number)s point", "%(number)s points", number)


def what_closes(
    requirement: Requirement, pending: int, *, units: Mapping[str, str], is_over: bool = False
) -> str:
    """What closes it, or "" where it is met; `units`: the names of competency units.

    Once the cycle is over nothing does: then it says what was missing.
    """
    if requirement.met:
        return ""
    if is_over:
        return _("Missing: %(what)s.") % {"what": _named(requirement, units)}
    if pending and requirement.obtained + pending >= requirement.required:
        return _("Accepting what waits for you closes it.")
    still = _closing(requirement, units)
    if pending:
        return _("%(still)s Accepting what waits for you adds %(pending)s.") % {
            "still": still,
            "pending": pending,
        }
    return still


def _closing(requirement: Requirement, units: Mapping[str, str]) -> str:
    if requirement.code == R.PEER_REVIEW:
        if requirement.specialty:
            return _("A peer review in your specialty, with its reflection statement, closes it.")
        return _("A peer review with its reflection statement closes it.")
    if requirement.code == R.COMPETENCY_UNITS:
        return _("CET in these units closes it: %(units)s.") % {"units": _named(requirement, units)}
    what = {"what": in_short(requirement)}
    if requirement.shortfall == 1:
        return _("%(what)s more closes it.") % what
    return _("%(what)s more close it.") % what


def _named(requirement: Requirement, units: Mapping[str, str]) -> str:
    if requirement.code == R.COMPETENCY_UNITS and requirement.units_missing:
        return ", ".join(
            f"{code} {units.get(code, '')}".strip() for code in requirement.units_missing
        )
    return in_short(requirement)
