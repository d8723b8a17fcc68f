"""A plan that has the name already: where it differs from what is chosen now."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from cet_portal.core.versions import version_of
from compliance.forms.planner import PlannerForm
from compliance.models import SavedPlan
from compliance.queries import planning
from sessions_events.queries.searching import Search


def plan_there(
    plans: Iterable[SavedPlan], form: PlannerForm, name: str, choice: QueryDict, *, at: datetime
) -> dict[str, Any]:
    """For the page: the plan of this name with another choice, the version of it that is shown,
    and both where they differ. Nothing if there is none."""
    chosen = choice.urlencode()
    found = next((each for each in plans if each.name == name and each.choice != chosen), None)
    if found is None:
        return {}
    saved = QueryDict(found.choice)
    numbers = [*saved.getlist("event"), *choice.getlist("event")]
    titles = {
        event.ev_number: f"{event.ev_number} {event.application.title}"
        for event in planning.ticked_events(numbers, Search(), at=at)
    }
    rows = (
        {
            "label": label,
            "saved": _said(saved, field, form, titles),
            "typed": _said(choice, field, form, titles),
        }
        for field, label in _labels().items()
    )
    return {
        "plan_there": found,
        "plan_version": version_of(found.choice),
        "differences": [row for row in rows if row["saved"] != row["typed"]],
    }


def _labels() -> dict[str, Any]:
    fields = {name: field.label for name, field in PlannerForm.base_fields.items()}
    return {
        "event": _("Events"),
        "general": _("Specialist points taken as general points"),
        **fields,
    }


def _said(choice: QueryDict, name: str, form: PlannerForm, titles: dict[str, str]) -> str:
    if name in ("event", "general"):
        return "\n".join(titles.get(each, each) for each in sorted(choice.getlist(name)))
    value = choice.get(name, "")
    if name == "annual":
        return _("Yes") if value else ""
    labels = {str(key): label for key, label in getattr(form.fields.get(name), "choices", ())}
    return str(labels.get(value, value)) if value else ""
