"""After the event: the declaration."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form, say_what_is_missing
from cet_portal.core.permissions import Refused, require
from sessions_events import permissions, services
from sessions_events.enums import EventStatus
from sessions_events.forms.declaring import (
    ACT_CHANGE,
    ACT_DECLARE,
    DeclarationForm,
)
from sessions_events.views.provider.events import find_event

S = EventStatus


@access(Permission.EVENT_DECLARE)
def declare(request, ev_number):
    """Questions, then the answers to be checked, then "Declare"; all at one address."""
    event, at = find_event(request, ev_number), clock.now()
    if event.status != S.PLANNED:
        messages.info(request, _("%(number)s has been declared already.") % {"number": ev_number})
        return redirect("sessions_events:event", ev_number)
    require(permissions.may_declare(request.actor, event, at=at))
    interactive = any(approval.interactive for approval in event.application.approvals.all())
    form = bind_form(request, DeclarationForm, interactive=interactive)
    act = request.POST.get("act", "")
    if request.method == "POST" and act == ACT_CHANGE:
        form = DeclarationForm(initial=request.POST.dict(), interactive=interactive)
        say_what_is_missing(form)
    elif form.is_valid():
        if act == ACT_DECLARE:
            return _declare(request, event, form.cleaned_data, at)
        return _check(request, event, form)
    return render(
        request,
        "sessions_events/declare.html",
        {"event": event, "form": form, "interactive": interactive},
    )


def _check(request, event, form):
    shown = {True: _("Yes"), False: _("No")}
    rows = [
        {"key": form[name].label, "value": value if type(value) is not bool else shown[value]}
        for name, value in form.cleaned_data.items()
        if name != "what_differed" or value
    ]
    differed = not form.cleaned_data["as_approved"]
    form.hide()
    return render(
        request,
        "sessions_events/declare_check.html",
        {"event": event, "form": form, "rows": rows, "differed": differed},
    )


def _declare(request, event, values, at):
    try:
        event = services.declare(event=event, values=values, actor=request.actor, at=at)
    except Refused as refused:  # pressed twice: the first was quicker
        messages.info(request, str(refused.refusal))
        return redirect("sessions_events:event", event.ev_number)
    messages.success(request, _declared(event))
    if event.status == S.DECLARED:
        return redirect("sessions_events:upload", event.ev_number)
    return redirect("sessions_events:event", event.ev_number)


def _declared(event) -> str:
    words = {
        S.DECLARED: _("%(number)s is declared. Now upload the people who completed it."),
        S.HELD: _("%(number)s is declared. The CET manager looks at the difference first."),
        S.UPLOADED: _("%(number)s is declared. Nobody completed it, so nothing is left to do."),
    }
    return words[event.status] % {"number": event.ev_number}
