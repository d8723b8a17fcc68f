"""Declining a line, saying what is wrong with it, and taking that back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from registrants import queries, services, workflow
from registrants.forms.statement import DeclineForm, DropQueryForm, QueryForm


@access(Permission.POINTS_ACCEPT)
def decline(request, entry_id):
    """ "It was not me", or "I did not complete it": what follows is said before it is done."""
    entry = _open_line(request, entry_id, "decline")
    form = bind_form(request, DeclineForm)
    if form.is_valid():
        declined = services.decline_lines(
            lines=[entry.pk], **form.cleaned_data, actor=request.actor, at=clock.now()
        )
        if declined:
            messages.success(
                request,
                _("You declined “%(title)s”. Its provider is told.") % {"title": entry.title},
            )
        else:
            messages.info(request, _("This line has changed meanwhile: please look again."))
        return redirect("compliance:statement")
    return render(request, "registrants/decline.html", {"form": form, "entry": entry})


@access(Permission.POINTS_ACCEPT)
def query(request, entry_id):
    """Points, type or date are wrong: to the provider, with a message."""
    entry = _open_line(request, entry_id, "query")
    form = bind_form(request, QueryForm)
    if form.is_valid():
        services.query_line(entry=entry, **form.cleaned_data, actor=request.actor, at=clock.now())
        messages.success(
            request,
            _("The provider of “%(title)s” has your question.") % {"title": entry.title},
        )
        return redirect("compliance:line", entry.pk)
    return render(request, "registrants/query.html", {"form": form, "entry": entry})


@access(Permission.POINTS_ACCEPT)
def drop_query(request, entry_id):
    """The question is settled for me: the line waits for me again."""
    entry = _open_line(request, entry_id, "drop_query")
    form = bind_form(request, DropQueryForm)
    if form.is_valid():
        services.drop_query(entry=entry, actor=request.actor, at=clock.now())
        messages.success(
            request,
            _("You took your question back. “%(title)s” waits for you to accept.")
            % {"title": entry.title},
        )
        return redirect("compliance:statement")
    return render(request, "registrants/drop_query.html", {"form": form, "entry": entry})


def _open_line(request, entry_id, step):
    """One's own line, as long as this can be done with it. Raises `Refused`."""
    entry = get_object_or_404(queries.statement_of(request.actor), pk=entry_id)
    refusal = workflow.point.refusal(entry, step, actor=request.actor, at=clock.now())
    if refusal:
        raise Refused(refusal)
    return entry
