"""One CET at many dates and places (a roadshow), or several into a conference: one form."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form, say_what_is_missing
from cet_portal.core.permissions import require
from cet_portal.core.reading.lines import Unreadable
from sessions_events import permissions, queries, services
from sessions_events.enums import Standing
from sessions_events.forms.changing import ChangeEventForm
from sessions_events.forms.repeating import (
    ADD,
    CHANGE,
    FILL,
    MORE,
    PLAN,
    ROWS_AT_FIRST,
    RepeatForm,
    pasted,
)
from sessions_events.views.provider.events import find_event


@access(Permission.EVENT_PLAN)
def repeat(request):
    """The rows; then all of them to be looked at; then "Plan". All at one address."""
    at, provider_id = clock.now(), request.actor.tenant_id
    require(permissions.may_plan(request.actor, provider_id, at=at))
    cet = list(queries.schedulable(provider_id, clock.london_date(at)))
    asked = {"cet": cet, "today": clock.london_date(at)}
    act = request.POST.get("act", "")
    if not cet:
        return render(request, "sessions_events/repeat.html", {"form": None})
    if request.method == "POST" and act in (ADD, FILL, CHANGE):
        form = _again(request, act, asked)
    else:
        form = bind_form(request, RepeatForm, initial=_initial(request), **asked)
    if form.is_bound and form.is_valid():
        judged = services.judge_plans(
            provider_id=provider_id, plans=form.plans, actor=request.actor, at=at
        )
        form.say(judged)
        if form.is_valid():
            if act == PLAN:
                return _plan(request, form, at)
            form.hide()
            good = sum(each.is_good for each in judged)
            return render(
                request,
                "sessions_events/repeat_check.html",
                {"form": form, "judged": judged, "good": good},
            )
    return render(request, "sessions_events/repeat.html", {"form": form})


def _initial(request) -> dict:
    """What an event, or a CET, that was chosen before says."""
    if "event" in request.GET:
        event = find_event(request, request.GET["event"][:20])
        shown = ChangeEventForm.initial_of(event)
        kept = ("starts", "ends", "capacity", "price", "booking_link", "contact", "open_to_all")
        times = {name: shown[name].strftime("%H:%M") for name in ("starts", "ends")}
        return {**{name: shown[name] for name in kept}, **times, "cet": event.application.c_number}
    return {"cet": request.GET.get("cet", "")[:20]}


def _again(request, act: str, asked: dict) -> RepeatForm:
    """The form with what was typed, with more rows or those that were pasted; nothing is lost."""
    initial, problem = request.POST.dict(), ""
    rows = max((n for n in range(1, 100) if f"day_{n}" in initial), default=ROWS_AT_FIRST)
    if act == ADD:
        rows += MORE
    elif act == FILL:
        try:
            filled = pasted(initial.get("paste", ""))
        except Unreadable as unreadable:
            problem = str(unreadable)
        else:
            rows = filled.pop("rows")
            initial = {**initial, **filled, "paste": ""}
    form = RepeatForm(initial=initial, rows=rows, **asked)
    say_what_is_missing(form)
    form.was_kept = False
    form.paste_problem = problem
    return form


def _plan(request, form: RepeatForm, at):
    try:
        events = services.plan_events(
            provider_id=request.actor.tenant_id, plans=form.plans, actor=request.actor, at=at
        )
    except services.SomeCannot as cannot:  # something has changed since the preview
        form.say(cannot.judged)
        return render(request, "sessions_events/repeat.html", {"form": form})
    if events:
        words = ngettext(
            "%(number)s event is planned.", "%(number)s events are planned.", len(events)
        )
        messages.success(request, words % {"number": len(events)})
    else:
        messages.info(request, _("All of these events are planned already."))
    address = reverse("sessions_events:event_list")
    number = form.cleaned_data["cet"]
    return redirect(f"{address}?standing={Standing.ALL}&text={number}")
