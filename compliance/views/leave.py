"""Correcting a time on leave of a request for an exception, or taking it back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from compliance import services
from compliance.forms.exceptions import ChangeLeaveForm
from compliance.queries import assisting as assisting_reads
from compliance.queries import exceptions as reads
from compliance.views.cycle_asked import cycle_named
from compliance.views.done_for_them import asked_or_404


@require_http_methods(["GET", "POST"])
@access(Permission.STATEMENT_READ_OWN)
def change(request, exception_id, leave_id):
    """By the person."""
    found = get_object_or_404(reads.exceptions_visible_to(request.actor), pk=exception_id)
    return _change(request, found, leave_id, reverse("compliance:exception", args=[found.pk]))


@require_http_methods(["GET", "POST"])
@access(Permission.POINTS_ASSIST)
def change_for_them(request, request_id, exception_id, leave_id):
    """By staff whom the person asked; by whoever may read the request."""
    on = asked_or_404(request, request_id)
    found = assisting_reads.to_act_on(on, exception_id)
    if found is None or not assisting_reads.may_read(request.actor, found):
        raise Http404
    back = reverse("compliance:exception_for", args=[on.pk, found.pk])
    return _change(request, found, leave_id, back, on)


def _change(request, found, leave_id, back, on=None):
    leave = get_object_or_404(found.leave.standing(), pk=leave_id)
    initial = {"start": leave.start, "end": leave.end}
    form = bind_form(request, ChangeLeaveForm, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.change_leave(
                leave=leave,
                period=cycle_named(found.cycle),
                days=None if said["act"] == form.TAKE_BACK else (said["start"], said["end"]),
                reason=said["reason"],
                on=on,
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, _("The leave is changed. What it was is kept."))
            return redirect(back)
    context = {"asked": found, "leave": leave, "form": form, "back": back}
    return render(request, "compliance/exceptions/leave_change.html", context)
