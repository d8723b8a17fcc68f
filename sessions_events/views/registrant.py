"""Pages of the registrant: rating a CET."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from registrants import queries as register_queries
from registrants.enums import PointStatus
from sessions_events import permissions, queries, services
from sessions_events.forms.rating import RatingForm


@access(Permission.CET_RATE)
def rate(request, entry_id):
    """Rate the CET behind an accepted line of one's own statement, or change the rating."""
    actor = request.actor
    entry = get_object_or_404(register_queries.statement_of(actor), pk=entry_id)
    refusal = permissions.may_rate(actor, entry.status == PointStatus.ACCEPTED)
    if refusal:
        messages.info(request, str(refusal))
        return redirect("compliance:statement")
    before = queries.own_rating(actor.person_id, entry.event_reference)
    initial = {"score": before.score, "comment": before.comment} if before else None
    form = bind_form(request, RatingForm, initial=initial)
    if form.is_valid():
        services.rate(entry=entry, **form.cleaned_data, actor=actor, at=clock.now())
        messages.success(
            request,
            _("Thank you. You rated “%(title)s” %(score)s out of 5.")
            % {"title": entry.title, "score": form.cleaned_data["score"]},
        )
        return redirect("compliance:statement")
    return render(
        request, "sessions_events/rate.html", {"form": form, "entry": entry, "before": before}
    )
