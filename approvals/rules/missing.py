"""What every application has to say, whatever else it says."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from approvals.enums import Section
from approvals.rules import problem as sources
from approvals.rules.problem import Problem, Values

_NEEDED = (
    (Section.ABOUT, "title", _("Give the CET a title"), sources.RULE_APPLICATION),
    (
        Section.ABOUT,
        "summary",
        _("Say in a few sentences what the CET is about"),
        sources.RULE_APPLICATION,
    ),
    (Section.ABOUT, "modality", _("Choose how people learn"), sources.RULE_POINTS),
    (
        Section.ABOUT,
        "duration_minutes",
        _("Say how long the CET takes"),
        sources.RULE_ONE_HOUR,
    ),
    (Section.AUDIENCES, "audiences", _("Choose at least one audience"), sources.RULE_UNITS),
    (Section.AUDIENCES, "units", _("Choose at least one competency unit"), sources.RULE_UNITS),
    (
        Section.LEARNING,
        "objectives",
        _("Write at least one learning objective"),
        sources.RULE_OBJECTIVES,
    ),
    (
        Section.LEARNING,
        "assessment",
        _("Say how people show that they met the objectives"),
        sources.RULE_OBJECTIVES,
    ),
    (Section.POINTS, "points_total", _("Say how many points you ask for"), sources.RULE_POINTS),
    (
        Section.PRACTICE,
        "current_practice",
        _("Say how the CET is linked to current practice"),
        sources.RULE_IN_PRINCIPLE,
    ),
    (
        Section.PRACTICE,
        "patient_care",
        _("Say how the CET improves patient care"),
        sources.RULE_IN_PRINCIPLE,
    ),
    (
        Section.PEOPLE,
        "contributors",
        _("Name the authors and presenters"),
        sources.RULE_APPLICATION,
    ),
)
NEEDED = tuple(field for _section, field, _sentence, _rule in _NEEDED)


def missing(values: Values) -> Iterator[Problem]:
    """The fields that are needed and empty, and the files where the way of learning needs one."""
    for section, field, sentence, rule in _NEEDED:
        if not values.get(field):
            yield Problem(section, field, sentence, rule)
    yield from _qualifications(values)
    modality = values.get("modality") or {}
    if modality.get("needs_attachment") and not values.get("attachments"):
        yield Problem(
            Section.ATTACHMENTS,
            "attachments",
            _("Attach the material: without it this way of learning cannot be judged"),
            sources.RULE_MATERIAL,
            is_contradiction=True,
        )


def _qualifications(values: Values) -> Iterator[Problem]:
    """Authors and presenters are named with their qualifications (domain.md 6.2)."""
    for number, person in enumerate(values.get("contributors") or (), start=1):
        if not person["qualifications"].strip():
            yield Problem(
                Section.PEOPLE,
                "contributors",
                _("Give the qualifications of %(name)s") % {"name": person["name"]},
                sources.RULE_PEOPLE,
                place=str(number),
                is_missing=True,
            )
