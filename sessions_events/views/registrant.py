"""Pages of the registrant: rating a CET."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from cet_portal.scheme import limits
from registrants import queries as register_queries
from sessions_events import permissions, queries, services
from sessions_events.forms.rating import RatingForm, ScoreForm


@access(Permission.CET_RATE)
def rate(request, entry_id):
    """Rate the CET behind an accepted line of one's own statement, or change the rating; later
    read it, and what the provider changed."""
    actor, at = request.actor, clock.now()
    entry = get_object_or_404(register_queries.statement_of(actor), pk=entry_id)
    before = queries.own_rating(actor.person_id, entry.event_reference)
    refusal = permissions.may_rate(actor, entry, before, at=at)
    if refusal and before is None:
        messages.info(request, str(refusal))
        return redirect("compliance:statement")
    form = _form(request, before)
    if form.is_valid() and _rated(request, entry, form, at):
        return redirect("compliance:statement")
    context = {
        "entry": entry,
        "before": before,
        # After a no it says in the form what was typed, with why.
        "form": form if form.is_bound or not refusal else None,
        "refusal": refusal,
        "days": limits.CHANGE_RATING_DAYS,
        "improvements": queries.improvements_of(entry.c_number),
    }
    return render(request, "sessions_events/rate.html", context)


def _form(request, before):
    """Score and comment; a comment that was hidden is shown beside the form, not in it."""
    initial = {"score": before.score, "comment": before.comment} if before else None
    hidden = before and before.hidden_at and "comment" not in request.POST
    return bind_form(request, ScoreForm if hidden else RatingForm, initial=initial)


def _rated(request, entry, form, at) -> bool:
    """Keep it. What was typed stays on the page after a no, with why."""
    score, comment = form.cleaned_data["score"], form.cleaned_data.get("comment")
    try:
        services.rate(entry=entry, score=score, comment=comment, actor=request.actor, at=at)
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    words = {"title": entry.title, "score": score}
    said = _("Thank you. You rated “%(title)s” %(score)s out of 5.") % words
    messages.success(request, said)
    return True
