"""The provider says what it changed because of the ratings, and takes a wrong note back."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import require
from sessions_events import permissions, queries, services
from sessions_events.forms.rating import ImprovementForm, TakeBackForm
from sessions_events.views.provider.ratings import find_cet


@access(Permission.IMPROVEMENT_WRITE)
def improvement_new(request, c_number):
    """A form for one note."""
    at, cet = clock.now(), find_cet(request, c_number)
    require(permissions.may_say_what_changed(request.actor, cet, at=at))
    form = bind_form(request, ImprovementForm)
    if form.is_valid():
        services.say_what_changed(
            application=cet, text=form.cleaned_data["text"], actor=request.actor, at=at
        )
        messages.success(request, _("The note is published, and those who rated are told."))
        return redirect("sessions_events:ratings_of_cet", c_number)
    return render(request, "sessions_events/improvement_new.html", {"cet": cet, "form": form})


@access(Permission.IMPROVEMENT_WRITE, Permission.RATING_MODERATE)
def improvement_take_back(request, c_number, improvement_id):
    """The check page before a note is taken back. GOC staff give a reason."""
    at, actor = clock.now(), request.actor
    improvement = get_object_or_404(
        queries.improvements_visible_to(actor, c_number), pk=improvement_id
    )
    if improvement.taken_back_at:
        messages.info(request, _("This note was taken back already."))
        return redirect("sessions_events:ratings_of_cet", c_number)
    require(permissions.may_take_back_improvement(actor, improvement, at=at))
    by_staff = actor.may(Permission.RATING_MODERATE)
    form = bind_form(request, TakeBackForm if by_staff else forms.Form)
    if form.is_valid():
        services.take_back_improvement(
            improvement=improvement,
            reason=form.cleaned_data.get("reason", ""),
            actor=actor,
            at=at,
        )
        messages.success(request, _("The note is taken back."))
        return redirect("sessions_events:ratings_of_cet", c_number)
    context = {"improvement": improvement, "form": form, "by_staff": by_staff}
    return render(request, "sessions_events/improvement_take_back.html", context)
