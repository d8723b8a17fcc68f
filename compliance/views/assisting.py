"""Staff ask for an exception for somebody who wrote or called, and act in their request."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from compliance import permissions, queries, services, workflow
from compliance.enums import ForThem
from compliance.forms.assisting import ActForThemForm, AskForThemForm
from compliance.queries import assisting as reads
from compliance.queries.exceptions import asked_of, cycle_to_ask
from compliance.queries.letters import letter_of_end
from compliance.queries.removal_state import taken_back_for
from compliance.rules.exceptions import decision_due, evidence_due
from compliance.rules.timetable import exceptions_between
from compliance.rules.windows import cycle_open_on, windows_around
from compliance.views.asked_already import exception_there
from compliance.views.cycle_asked import cycle_named
from compliance.views.done_for_them import (
    act_form,
    asked_or_404,
    beginning,
    did,
    timeline,
)
from registrants.models import AssistedRequest


@require_safe
@access(Permission.POINTS_ASSIST)
def exceptions_for(request, request_id):
    """Their requests so far, without what speaks of health, and the way to a new one."""
    on = asked_or_404(request, request_id)
    found, periods = reads.exceptions_of(on), queries.periods(clock.today())
    is_open = cycle_open_on(on.received_on, periods, exceptions_between)
    context = {
        "on": on,
        "found": found,
        "to_ask": cycle_to_ask(on.registrant_id, on.received_on, periods),
        "windows": [] if is_open else windows_around(on.received_on, periods, exceptions_between),
    }
    return render(request, "compliance/exceptions/for_them.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.POINTS_ASSIST)
def ask_for(request, request_id):
    """What happens and by when, and the form."""
    on = asked_or_404(request, request_id)
    period, today = cycle_named(request.GET.get("cycle", "")), clock.today()
    refusal = permissions.may_ask_exception(
        request.actor, period, person=on.registrant_id, today=on.received_on
    )
    form = bind_form(request, AskForThemForm, initial={"words": on.words})
    if form.is_valid():
        said, at = form.cleaned_data, clock.now()
        try:
            made = services.ask_exception(
                period=period,
                ground=said["ground"],
                words=said["words"],
                leave=[(said["start"], said["end"])] if said["start"] else [],
                files=[said["file"]] if said["file"] else [],
                on=on,
                actor=request.actor,
                at=at,
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            if made.made_at != at:
                return exception_there(request, form, made, at=at, on=on)
            messages.success(request, _("The request is filed on their behalf."))
            return redirect("compliance:exception_for", on.pk, made.pk)
    due = evidence_due(today)
    context = {
        **beginning(on, period, exceptions_between(period)),
        "refusal": refusal if not form.is_bound else None,
        "form": form,
        "evidence_due": due,
        "decide_by": decision_due(due),
        "standing": asked_of(on.registrant_id, period.name).standing,
    }
    return render(request, "compliance/exceptions/ask_for.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.POINTS_ASSIST)
def exception_for(request, request_id, exception_id):
    """One request of theirs: where it stands, what was done for them, and what they want done."""
    on, at = asked_or_404(request, request_id), clock.now()
    found = reads.to_act_on(on, exception_id)
    if found is None:
        raise Http404
    steps = workflow.exception_request.open_to(found, actor=request.actor, at=at)
    form = act_form(request, ActForThemForm, steps)
    if form.is_valid() and did(form, partial(_act, request, on, found, form.cleaned_data, at)):
        messages.success(request, _("Done. The request says on whose behalf, and on what."))
        return redirect("compliance:exception_for", on.pk, found.pk)
    is_reader = reads.may_read(request.actor, found)
    context = {
        "on": on,
        "asked": found,
        "form": form if found.is_open or form.errors else None,
        "open": steps,
        "too_late": permissions.why_no_evidence(found, at=at),
        "timeline": timeline(reads.acts_for(found)),
        "taken_back": taken_back_for(found),
        "letter": letter_of_end(found),
        "is_reader": is_reader,
        "leave": found.leave.standing() if is_reader else [],
        "changed_leave": found.leave.changed() if is_reader else [],
        "files": found.files.select_related("file").order_by("pk") if is_reader else [],
    }
    return render(request, "compliance/exceptions/one_for_them.html", context)


def _act(request, on: AssistedRequest, found, said: dict, at) -> None:
    common = {"request": found, "on": on, "actor": request.actor, "at": at}
    if said["act"] == ForThem.SEND:
        services.send_exception(**common)
    elif said["act"] == ForThem.WITHDRAW:
        services.withdraw_exception(**common)
    else:
        services.add_for_them(
            period=cycle_named(found.cycle),
            leave=(said["start"], said["end"]) if said["start"] else None,
            file=said["file"],
            **common,
        )
