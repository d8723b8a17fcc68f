"""What registrants write for themselves: reflections, notes, learning that was not approved."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refused
from registrants import queries, services
from registrants.forms.statement import LearningForm, ReflectionForm, RemoveLearningForm


@access(Permission.POINTS_ACCEPT)
def reflection(request, entry_id):
    """The reflection statement of a peer review, or notes on any other line."""
    lines = queries.statement_of(request.actor).select_related("reflection")
    entry = get_object_or_404(lines, pk=entry_id)
    before = getattr(entry, "reflection", None)
    form = bind_form(request, ReflectionForm, initial={"text": before.text if before else ""})
    at = clock.now()
    if form.is_valid():
        try:
            services.write_reflection(entry=entry, **form.cleaned_data, actor=request.actor, at=at)
        except Refused as refused:
            form.add_error("text", str(refused.refusal))
        else:
            messages.success(request, _said_of(entry, form.cleaned_data["text"]))
            return redirect("compliance:line", entry.pk)
    in_time = before is not None and before.written_on <= entry.due_on
    is_over = clock.london_date(at) > entry.due_on
    return render(
        request,
        "registrants/reflection.html",
        {
            "form": form,
            "entry": entry,
            "before": before,
            "too_late": entry.peer_review and is_over and not in_time,
            "must_stay": entry.peer_review and is_over and in_time,
        },
    )


def _said_of(entry, text):
    if text.strip():
        return _("Saved.")
    if entry.peer_review:
        return _("Removed: this peer review does not count until you write it again.")
    return _("Removed.")


@require_safe
@access(Permission.STATEMENT_READ_OWN)
def learning(request):
    """One's own learning that was not approved; it counts for nothing."""
    page = page_of(request, queries.learning_of(request.actor))
    return render(request, "registrants/learning.html", {"page": page})


@access(Permission.POINTS_ACCEPT)
def add_learning(request):
    """Write down something learned."""
    form = bind_form(request, LearningForm, today=clock.today())
    if form.is_valid():
        services.keep_learning(**form.cleaned_data, actor=request.actor, at=clock.now())
        messages.success(request, _("Kept. It is for your own use and does not count."))
        return redirect("registrants:learning")
    return render(request, "registrants/learning_form.html", {"form": form})


@access(Permission.POINTS_ACCEPT)
def change_learning(request, learning_id):
    """Change it."""
    kept = get_object_or_404(queries.learning_of(request.actor), pk=learning_id)
    initial = {name: getattr(kept, name) for name in ("learned_on", "title", "minutes", "notes")}
    form = bind_form(request, LearningForm, today=clock.today(), initial=initial)
    if form.is_valid():
        services.keep_learning(
            learning=kept, **form.cleaned_data, actor=request.actor, at=clock.now()
        )
        messages.success(request, _("Changed."))
        return redirect("registrants:learning")
    return render(request, "registrants/learning_form.html", {"form": form, "kept": kept})


@access(Permission.POINTS_ACCEPT)
def remove_learning(request, learning_id):
    """Take it away, after a look."""
    kept = get_object_or_404(queries.learning_of(request.actor), pk=learning_id)
    form = bind_form(request, RemoveLearningForm)
    if form.is_valid():
        services.remove_learning(learning=kept, actor=request.actor, at=clock.now())
        messages.success(request, _("Removed."))
        return redirect("registrants:learning")
    return render(request, "registrants/learning_remove.html", {"form": form, "kept": kept})
