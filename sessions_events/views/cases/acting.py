"""One step in a case: what will happen, what it asks, and the button."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from sessions_events import workflow
from sessions_events.enums import Side
from sessions_events.permissions import cases as may
from sessions_events.rules.sides import side_of
from sessions_events.views.cases.steps import ACTS, NOTE, steps_open
from sessions_events.views.cases.thread import ALL_SIDES, find_case


@access(*ALL_SIDES)
def act(request, case_id, step):
    """Take a step; somebody who was quicker is said, and what was typed stays."""
    found, at = find_case(request, case_id), clock.now()
    chosen = ACTS.get(step.replace("-", "_"))
    if chosen is None:
        raise Http404
    by_staff = side_of(request.actor) == Side.STAFF
    form = bind_form(request, chosen.form_for(found), case=found, by_staff=by_staff)
    if request.method != "POST" and chosen.name not in steps_open(found, request.actor, at):
        refusal = (
            may.may_note(request.actor, found, at=at)
            if chosen.name == NOTE
            else workflow.points_case.refusal(found, chosen.name, actor=request.actor, at=at)
        )
        if refusal:
            messages.info(request, str(refusal))
        return redirect("sessions_events:case", case_id)
    if form.is_valid():
        try:
            chosen.service(case=found, **form.said(), actor=request.actor, at=at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, chosen.done)
            return redirect("sessions_events:case", case_id)
    return render(
        request, "sessions_events/case_act.html", {"case": found, "act": chosen, "form": form}
    )
