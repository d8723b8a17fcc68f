"""A form for what there is already, sent from another tab: what was typed there is shown."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.forms import DateField
from cet_portal.core.templatetags.mycet import london_date
from compliance import permissions
from compliance.models import CycleDispute, ExceptionRequest
from compliance.queries import assisting
from registrants.models import AssistedRequest

Said = dict[str, list[str]]
HIDDEN = gettext_lazy("Only its person and the CET manager read it")


def dispute_there(
    request, form, there: CycleDispute, *, at: datetime, on: AssistedRequest | None = None
) -> HttpResponse:
    """To the open dispute; on the way what was typed otherwise, to copy it. `on`: by staff."""
    saved = {"words": [there.words], "file": _names(there.files.select_related("file"))}
    closed = permissions.why_no_documents(there, at=at)
    context = {
        "there": there,
        "told": _("There is an open dispute about this cycle: this one.") if on else "",
        "last_day": None if closed else there.documents_due_on,
    }
    return _page(request, form, saved, context, _address("dispute", there, on))


def exception_there(
    request, form, there: ExceptionRequest, *, at: datetime, on: AssistedRequest | None = None
) -> HttpResponse:
    """The same of an exception. Who may not read the request sees what they typed alone."""
    leave = list(there.leave.standing())
    saved = {
        "ground": [there.get_ground_display()],
        "words": [there.words],
        "start": [london_date(each.start) for each in leave],
        "end": [london_date(each.end) for each in leave],
        "file": _names(there.files.select_related("file")),
    }
    closed = permissions.why_no_evidence(there, at=at)
    context = {
        "there": there,
        "is_exception": True,
        "last_day": None if closed else there.evidence_due_on,
        "told": _("There is an open request about this cycle: this one.") if on else "",
        "is_hidden": on is not None and not assisting.may_read(request.actor, there),
    }
    return _page(request, form, saved, context, _address("exception", there, on))


def _page(request, form, saved: Said, context: dict[str, Any], address: str) -> HttpResponse:
    is_hidden = context.get("is_hidden", False)
    differences = [
        {
            "label": form[name].label,
            "typed": typed,
            "saved": HIDDEN if is_hidden else "\n".join(saved[name]),
        }
        for name, typed in _typed(form)
        if is_hidden or not any(_same(typed, each) for each in saved[name])
    ]
    if not differences:
        if context["told"]:
            messages.info(request, context["told"])
        return redirect(address)
    context |= {"form": form, "differences": differences, "address": address}
    return render(request, "compliance/asked_already.html", context)


def _typed(form) -> Iterable[tuple[str, str]]:
    """Field by field what was typed or chosen, as far as anything was, also where it is wrong."""
    for name, field in form.fields.items():
        value = form[name].value() or ""
        if isinstance(field, forms.FileField):
            file = form.files.get(form[name].html_name)
            value = file.name if file else ""
        elif isinstance(field, forms.ChoiceField):
            value = dict(field.choices).get(value, "")
        elif isinstance(field, DateField):
            value = _day(field, value)
        if str(value).strip():
            yield name, str(value).strip()


def _day(field: DateField, boxes: list[str]) -> str:
    try:
        return london_date(field.to_python(boxes))
    except forms.ValidationError:
        return " ".join(boxes)


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def _names(files) -> list[str]:
    return [each.file.name for each in files]


def _address(name: str, there, on: AssistedRequest | None) -> str:
    if on is None:
        return reverse(f"compliance:{name}", args=[there.pk])
    return reverse(f"compliance:{name}_for", args=[on.pk, there.pk])
