"""What the pages of all audiences share: finding a case, its cards, calm refusals."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals import queries, rules, workflow
from approvals.enums import Section
from approvals.forms import SECTION_FORMS
from approvals.models import CetApplication
from cet_portal.core import clock
from cet_portal.core.actor import Actor
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import Audience, InteractivityGround


def find(actor: Actor, c_number: str) -> CetApplication:
    """The application if the actor may see it; otherwise 404."""
    return get_object_or_404(queries.visible_to(actor), c_number=c_number)


def attempt(request, act: Callable[[], Any], done: str = "") -> bool:
    """Carry out an act and say that it is `done`, unless the next page does.

    A refusal is said calmly: usually it was done a moment ago.
    """
    try:
        act()
    except Refused as refused:
        messages.info(request, str(refused.refusal))
        return False
    if done:
        messages.success(request, done)
    return True


def say(
    request,
    application: CetApplication,
    step: str,
    *,
    form_class: type[Form],
    act: Callable[[str], Any],
    said: Callable[[str], bool],
    done: str,
    back: str,
) -> tuple[Form, list[str], HttpResponse | None]:
    """A page on which somebody writes `text` and takes `step`: form, errors, where to go.

    Refused after typing, the text stays on the page with the reason, unless the same text has
    arrived already (`said`, a double click). A page that is not open any more leads `back`.
    """
    form = bind_form(request, form_class)
    if request.method == "POST":
        if not form.is_valid():
            return form, [], None
        text = form.cleaned_data["text"]
        try:
            act(text)
        except Refused as refused:
            if not said(text):
                return form, [str(refused.refusal)], None
            messages.info(request, str(refused.refusal))
        else:
            messages.success(request, done)
        return form, [], redirect(back)
    refusal = workflow.application.refusal(application, step, actor=request.actor, at=clock.now())
    if refusal is None:
        return form, [], None
    if form.was_kept:
        return form, [str(refusal)], None
    messages.info(request, str(refusal))
    return form, [], redirect(back)


def shown(field: str, value: Any, unit_names: dict[str, str]) -> str:
    """A value of the application as people read it; nothing for what was not answered."""
    if field == "peer_review":
        return _("Yes") if value else _("No")
    if value is None or value in ("", []):
        return ""
    if field == "units":
        return "\n".join(unit_names.get(code, code) for code in value)
    return str(_SAID.get(field, str)(value))


_SAID: dict[str, Callable[[Any], Any]] = {
    "audiences": lambda codes: "\n".join(capfirst(str(Audience(code).label)) for code in codes),
    "objectives": lambda texts: "\n".join(
        f"{number}. {text}" for number, text in enumerate(texts, start=1)
    ),
    "ground": lambda code: InteractivityGround(code).label,
    "duration_minutes": lambda count: (
        ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}
    ),
}


def label_of(section: str, field: str) -> str:
    """The question as its form asks it."""
    if field == "objectives":
        return _("Learning objectives")
    return str(SECTION_FORMS[section].base_fields[field].label)


def unit_names() -> dict[str, str]:
    """Code and name of each competency unit, by its code."""
    return {unit.code: str(unit) for unit in scheme_queries.units()}


def cards(application: CetApplication, *, change: bool = False) -> list[dict]:
    """The answers, a card for each section; with `change` each answer leads to its question."""
    values, names = queries.values_by_section(application), unit_names()
    found = []
    for section in Section:
        rows = [
            {
                "key": label_of(section, field),
                "value": shown(field, values[field], names),
                "url": field_address(application, section, field) if change else "",
            }
            for field in rules.FIELDS[section]
        ]
        found.append({"heading": section.label, "rows": rows})
    return found


def field_address(application: CetApplication, section: str, field: str) -> str:
    """Where an answer can be changed: the page of its section, at the field; then back."""
    page = reverse("approvals:section", args=[application.c_number, section])
    return f"{page}?back=check#id_{_FIRST_CONTROL.get(field, field)}"


_FIRST_CONTROL = {
    "modality": "modality_0",
    "audiences": "audiences_0",
    "units": "units_0_0",
    "objectives": "objective_1",
    "ground": "ground_0",
    "peer_review": "peer_review_0",
}
