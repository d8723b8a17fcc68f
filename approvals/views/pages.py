"""What the pages of all audiences share: finding a case, its cards, calm refusals."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from approvals import permissions, queries, workflow
from approvals.models import CetApplication
from approvals.views.answers import cards, label_of, shown, unit_names
from cet_portal.core import clock
from cet_portal.core.access import Closed
from cet_portal.core.actor import Actor
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused

__all__ = ["attempt", "cards", "find", "label_of", "say", "shown", "unit_names"]


def find(actor: Actor, c_number: str) -> CetApplication:
    """The application if the actor may see it; otherwise 404, for an approver with a conflict
    saying which."""
    try:
        return get_object_or_404(queries.visible_to(actor), c_number=c_number)
    except Http404:
        refusal = permissions.closed_to(actor, c_number)
        if refusal is None:
            raise
    raise Closed(str(refusal))


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
