"""Audiences, competency units and learning objectives: each serves another."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from approvals.enums import Section
from approvals.rules.problem import RULE_OBJECTIVES, RULE_UNITS, Problem, Reference, Values
from cet_portal.scheme.enums import Audience


def audiences_and_units(values: Values, reference: Reference) -> Iterator[Problem]:
    """Units that belong to none of the audiences, and audiences without a unit."""
    audiences, units = values.get("audiences") or (), values.get("units") or ()
    served = {reference.audience_of_unit.get(unit) for unit in units}
    for unit in units:
        if reference.audience_of_unit.get(unit) not in audiences:
            yield _of_units(
                _("Unit %(unit)s belongs to none of the audiences you chose") % {"unit": unit},
                unit,
            )
    for audience in audiences if units else ():
        if audience not in served:
            yield _of_units(
                _("Choose at least one competency unit for %(audience)s")
                % {"audience": _name_of(audience)}
            )


def _of_units(sentence: str, unit: str = "") -> Problem:
    return Problem(Section.AUDIENCES, "units", sentence, RULE_UNITS, place=unit)


def _name_of(audience: str) -> str:
    return str(Audience(audience).label) if audience in Audience.values else audience


def objectives_and_units(values: Values) -> Iterator[Problem]:
    """Objectives without a unit or with one that was not chosen, and units without an objective.

    As long as one of the two is missing altogether, that alone is said, elsewhere.
    """
    objectives, units = values.get("objectives") or (), values.get("units") or ()
    if not objectives or not units:
        return
    for number, objective in enumerate(objectives, start=1):
        if not objective["units"]:
            yield _of_objectives(
                _("Say which competency units objective %(number)d serves") % {"number": number},
                number,
            )
        for unit in objective["units"]:
            if unit not in units:
                yield _of_objectives(
                    _("Objective %(number)d serves unit %(unit)s, which you did not choose")
                    % {"number": number, "unit": unit},
                    number,
                )
    served = {unit for objective in objectives for unit in objective["units"]}
    for unit in units:
        if unit not in served:
            yield _of_objectives(_("No objective serves unit %(unit)s") % {"unit": unit})


def _of_objectives(sentence: str, number: int = 1) -> Problem:
    return Problem(Section.LEARNING, "objectives", sentence, RULE_OBJECTIVES, place=str(number))
