"""What a complete application needs: pure, from plain values."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from approvals.enums import Section, SectionState, Severity
from approvals.rules.sections import FIELDS
from cet_portal.scheme import limits
from cet_portal.scheme.enums import InteractivityGround


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong or unusual: in which section, at which field, why, and by which rule.

    An error stands against submitting, a warning does not.
    """

    section: str
    field: str
    sentence: str | Promise
    rule: str | Promise = ""
    severity: Severity = Severity.ERROR


_NEEDED = (
    (Section.ABOUT, "title", _("Give the CET a title")),
    (Section.ABOUT, "summary", _("Say in a few sentences what the CET is about")),
    (Section.ABOUT, "modality", _("Choose how people learn")),
    (Section.ABOUT, "duration_minutes", _("Say how long the CET takes")),
    (Section.AUDIENCES, "audiences", _("Choose at least one audience")),
    (Section.AUDIENCES, "units", _("Choose at least one competency unit")),
    (Section.LEARNING, "objectives", _("Write at least one learning objective")),
    (Section.LEARNING, "assessment", _("Say how people show that they met the objectives")),
    (Section.POINTS, "points_total", _("Say how many points you ask for")),
    (Section.PRACTICE, "current_practice", _("Say how the CET is linked to current practice")),
    (Section.PRACTICE, "patient_care", _("Say how the CET improves patient care")),
    (Section.PEOPLE, "contributors", _("Name the authors and presenters")),
)


def problems(values: Mapping[str, Any], audience_of_unit: Mapping[str, str]) -> list[Problem]:
    """Everything that is missing, contradicts the rules, or is unusual.

    `values`: as in a submission (`queries.values_of`): `objectives` a list of {text, units},
    `modality` None or {code, name, distance, text_based, needs_attachment, least, most, grounds}.
    `audience_of_unit`: for each unit's code the audience it belongs to.
    """
    missing = [
        Problem(section, field, sentence)
        for section, field, sentence in _NEEDED
        if not values.get(field)
    ]
    return missing + list(_contradictions(values, audience_of_unit))


def errors(found: Iterable[Problem]) -> list[Problem]:
    """Those that stand against submitting."""
    return [problem for problem in found if problem.severity == Severity.ERROR]


def _contradictions(
    values: Mapping[str, Any], audience_of_unit: Mapping[str, str]
) -> Iterator[Problem]:
    """The two key principles and the interactivity options of mission/000."""
    duration = values.get("duration_minutes")
    if duration and duration < limits.LEAST_MINUTES:
        yield Problem(
            Section.ABOUT, "duration_minutes", _("CET takes at least one hour (60 minutes)")
        )
    for unit in values.get("units") or ():
        if audience_of_unit.get(unit) not in (values.get("audiences") or ()):
            yield Problem(
                Section.AUDIENCES,
                "units",
                _("Unit %(unit)s belongs to none of the audiences you chose") % {"unit": unit},
            )
    yield from _interactivity(values)


def _interactivity(values: Mapping[str, Any]) -> Iterator[Problem]:
    total, interactive = values.get("points_total") or 0, values.get("points_interactive") or 0
    interactive_ground = values.get("ground") not in (None, "", InteractivityGround.NONE)
    if interactive > total:
        yield Problem(
            Section.POINTS,
            "points_interactive",
            _("Interactive points are part of the total, so they cannot be more"),
        )
    if interactive and not interactive_ground:
        yield Problem(
            Section.INTERACTIVITY, "ground", _("Say on which ground the CET is interactive")
        )
    if interactive_ground and not values.get("interaction"):
        yield Problem(
            Section.INTERACTIVITY, "interaction", _("Describe how people interact with their peers")
        )


def state_of(section: str, values: Mapping[str, Any], found: Iterable[Problem]) -> SectionState:
    """How far a section has come. `found`: what `problems` says about these values.

    Something missing is work in progress; something that is there and cannot stand is a problem.
    """
    own = [problem for problem in errors(found) if problem.section == section]
    if any(values.get(problem.field) for problem in own):
        return SectionState.PROBLEM
    if not any(_is_answered(field, values) for field in FIELDS[section]):
        return SectionState.NOT_STARTED
    return SectionState.IN_PROGRESS if own else SectionState.DONE


def _is_answered(field: str, values: Mapping[str, Any]) -> bool:
    # Every draft begins as not interactive: that alone is no answer yet.
    return bool(values.get(field)) and values.get(field) != InteractivityGround.NONE
