"""Staff lodge a dispute for somebody who wrote or called, and act in it."""

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
from compliance.enums import DisputeForThem
from compliance.forms.assisting import ActInDisputeForm, LodgeForThemForm
from compliance.models import CycleDispute
from compliance.queries import disputing_for_them as reads
from compliance.queries.letters import letters_about
from compliance.queries.removal_state import taken_back_for
from compliance.rules.disputes import determination_due, disputes_between, documents_due
from compliance.rules.windows import cycle_open_on, windows_around
from compliance.views.asked_already import dispute_there
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
def disputes_for(request, request_id):
    """Their disputes so far, and the way to a new one."""
    on = asked_or_404(request, request_id)
    today = clock.today()
    found, periods = list(reads.disputes_of(on)), queries.periods(today)
    period = cycle_open_on(on.received_on, periods, disputes_between)
    is_there = period and (
        any(each.is_open and each.cycle == period.name for each in found)
        or permissions.may_lodge(
            request.actor, period, today=reads.day_that_counts(on, period.name, today)
        )
    )
    context = {
        "on": on,
        "found": found,
        "period": None if is_there else period,
        "windows": [] if period else windows_around(on.received_on, periods, disputes_between),
    }
    return render(request, "compliance/disputes_for_them.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.POINTS_ASSIST)
def lodge_for(request, request_id):
    """What happens and by when, and the form."""
    on = asked_or_404(request, request_id)
    period, today = cycle_named(request.GET.get("cycle", "")), clock.today()
    day = reads.day_that_counts(on, period.name, today)
    refusal = permissions.may_lodge(request.actor, period, today=day)
    form = bind_form(request, LodgeForThemForm, initial={"words": on.words})
    if form.is_valid():
        said, at = form.cleaned_data, clock.now()
        try:
            made = services.lodge(
                period=period,
                words=said["words"],
                files=[said["file"]] if said["file"] else [],
                on=on,
                actor=request.actor,
                at=at,
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            if made.made_at != at:
                return dispute_there(request, form, made, at=at, on=on)
            messages.success(request, _("The dispute is lodged on their behalf."))
            return redirect("compliance:dispute_for", on.pk, made.pk)
    due = documents_due(period, today)
    context = {
        **beginning(on, period, disputes_between(period)),
        "refusal": refusal if not form.is_bound else None,
        "form": form,
        "documents_due": due,
        "decide_by": determination_due(period, due),
    }
    return render(request, "compliance/dispute_lodge_for.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.POINTS_ASSIST)
def dispute_for(request, request_id, dispute_id):
    """One dispute of theirs: where it stands, what was done for them, and what they want done."""
    on, at = asked_or_404(request, request_id), clock.now()
    found = reads.dispute_to_act_on(on, dispute_id)
    if found is None:
        raise Http404
    steps = workflow.cycle_dispute.open_to(found, actor=request.actor, at=at)
    form = act_form(request, ActInDisputeForm, steps)
    if form.is_valid() and did(form, partial(_act, request, on, found, form.cleaned_data, at)):
        messages.success(request, _("Done. The dispute says on whose behalf, and on what."))
        return redirect("compliance:dispute_for", on.pk, found.pk)
    context = {
        "on": on,
        "dispute": found,
        "form": form if found.is_open or form.errors else None,
        "open": steps,
        "too_late": permissions.why_no_documents(found, at=at),
        "lodged": reads.how_lodged(found),
        "timeline": timeline(reads.acts_in(found)),
        "taken_back": taken_back_for(found),
        "files": found.files.select_related("file").order_by("pk"),
        "letters": letters_about(request.actor, found),
    }
    return render(request, "compliance/dispute_for_them.html", context)


def _act(request, on: AssistedRequest, found: CycleDispute, said: dict, at) -> None:
    common = {"dispute": found, "on": on, "actor": request.actor, "at": at}
    if said["act"] == DisputeForThem.SEND:
        services.send(**common)
    elif said["act"] == DisputeForThem.WITHDRAW:
        services.withdraw(**common)
    else:
        services.add_file(file=said["file"], **common)
