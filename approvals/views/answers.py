"""What an application says, as people read it: labels, values, cards, what is wrong with it."""

from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from approvals import queries, rules
from approvals.enums import AttachmentKind, Engagement, Part, Section, StimulusFormat
from approvals.forms import SECTION_FORMS, QuestionsForm
from approvals.models import CetApplication
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import Audience, InteractivityGround

Words = Any


def unit_names() -> dict[str, str]:
    """Code and name of each competency unit, by its code."""
    return {unit.code: str(unit) for unit in scheme_queries.units()}


def label_of(section: str, field: str) -> str:
    """The question as its form asks it."""
    if field in _LABELS:
        return str(_LABELS[field])
    form = QuestionsForm if field in QuestionsForm.base_fields else SECTION_FORMS[section]
    return str(form.base_fields[field].label)


_LABELS: dict[str, Words] = {
    "objectives": gettext_lazy("Learning objectives"),
    "contributors": gettext_lazy("Authors and presenters"),
    "attachments": gettext_lazy("Attachments"),
    "fast_track": gettext_lazy("Fast track"),
}


def shown(field: str, value: Any, names: dict[str, str]) -> str:
    """A value of the application, or of a submission, as people read it; nothing for what was
    not answered. `names`: those of the units."""
    if field in ("peer_review", "fast_track"):
        return _("Yes") if value else _("No")
    if value is None or value in ("", []):
        return ""
    if field == "units":
        return "\n".join(names.get(code, code) for code in value)
    return str(_SAID.get(field, str)(value))


def _objectives(objectives: Iterable[dict[str, Any]]) -> str:
    return "\n".join(
        f"{number}. {each['text']}" + (f" ({', '.join(each['units'])})" if each["units"] else "")
        for number, each in enumerate(objectives, start=1)
    )


def _contributors(people: Iterable[dict[str, str]]) -> str:
    return "\n".join(
        ", ".join(filter(None, (each["name"], each["qualifications"])))
        + f" ({_label(Part, each['part'])})"
        for each in people
    )


def _attachments(files: Iterable[dict[str, Any]]) -> str:
    return "\n".join(
        f"{each['name']} ({_label(AttachmentKind, each['kind'])}, {filesizeformat(each['size'])})"
        for each in files
    )


def _label(enum: Any, value: str) -> str:
    return str(enum(value).label) if value in enum.values else value


_SAID: dict[str, Callable[[Any], Any]] = {
    "modality": lambda modality: modality["name"] if isinstance(modality, dict) else modality,
    "audiences": lambda codes: "\n".join(capfirst(_label(Audience, code)) for code in codes),
    "objectives": _objectives,
    "contributors": _contributors,
    "attachments": _attachments,
    "ground": lambda code: _label(InteractivityGround, code),
    "stimulus_format": lambda code: _label(StimulusFormat, code),
    "engagement": lambda code: _label(Engagement, code),
    "duration_minutes": lambda count: (
        ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}
    ),
}


def cards(application: CetApplication, *, change: Collection[str] = ()) -> list[dict[str, Any]]:
    """The answers, a card for each section; in the sections of `change` each answer leads to its
    question. What was answered for another ground of interactivity is left out."""
    values, names = queries.values_of(application), unit_names()
    return [
        {
            "section": section.value,
            "heading": section.label,
            "files": files(application, section, values),
            "rows": [
                {
                    "key": label_of(section, field),
                    "value": shown(field, values[field], names),
                    "url": field_address(application, section, field) if section in change else "",
                }
                for field in rules.asked(section, values)
            ],
        }
        for section in Section
    ]


def files(
    application: CetApplication, section: str, values: rules.Values
) -> list[dict[str, Any]] | None:
    """In the section of the attachments each of them with its address; None in others."""
    if section != Section.ATTACHMENTS:
        return None
    return [
        {
            "name": each["name"],
            "kind": _label(AttachmentKind, each["kind"]),
            "size": each["size"],
            "url": reverse("approvals:attachment", args=[application.c_number, each["id"]]),
        }
        for each in values.get("attachments") or ()
    ]


def field_address(
    application: CetApplication,
    section: str,
    field: str,
    *,
    back: str = "check",
    control: str = "",
) -> str:
    """Where an answer can be changed: the page that asks for it, at the field (or a `control` of
    it); then `back`, to the check page, or to the task list if empty."""
    query = f"?back={back}" if back else ""
    page = page_of_field(application, section, field)
    return f"{page}{query}#{control or control_of(field)}"


def page_of_field(application: CetApplication, section: str, field: str) -> str:
    """The page that asks for a field."""
    if field in QuestionsForm.base_fields:
        return reverse("approvals:questions", args=[application.c_number])
    return reverse("approvals:section", args=[application.c_number, section])


def control_of(field: str) -> str:
    """The id of the first control of a field."""
    return f"id_{_FIRST_CONTROL.get(field, field)}"


class Controls:
    """The ids of the very controls that problems are about; the units are read once."""

    def of(self, problem: rules.Problem) -> str:
        """The control for the place of a problem, else the first one of its field."""
        if problem.place and problem.field == "units":
            return self._units.get(problem.place, control_of("units"))
        if problem.place and problem.field in _LINES:
            return f"id_{_LINES[problem.field] % problem.place}"
        return control_of(problem.field)

    @cached_property
    def _units(self) -> dict[str, str]:
        boxes = SECTION_FORMS[Section.AUDIENCES]()["units"].subwidgets
        return {str(box.data["value"]): box.id_for_label for box in boxes}


# The control for the line of this number.
_LINES = {"objectives": "objective_%s", "contributors": "contributor_%s_qualifications"}
_FIRST_CONTROL = {
    "modality": "modality_0",
    "audiences": "audiences_0",
    "units": "units_0_0",
    "objectives": "objective_1",
    "contributors": "contributor_1",
    "attachments": "file",
    "ground": "ground_0",
    "stimulus_format": "stimulus_format_0",
    "engagement": "engagement_0",
    "peer_review": "peer_review_0",
    "fast_track": "fast_track_0",
}


def problem_lines(
    found: Iterable[rules.Problem], address: Callable[[rules.Problem], str]
) -> dict[str, list[dict[str, Any]]]:
    """`errors` and `warnings` to read: the sentence, its rule, and the `address` of its field
    (empty: no way there)."""
    lines: dict[str, list[dict[str, Any]]] = {"errors": [], "warnings": []}
    for problem in found:
        lines["errors" if problem.is_error else "warnings"].append(
            {"sentence": problem.sentence, "rule": problem.rule, "url": address(problem)}
        )
    return lines
