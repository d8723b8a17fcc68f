"""What registrants write for themselves: reflections, notes, learning that was not approved."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_again, bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refused
from cet_portal.core.templatetags.mycet import london_date
from registrants import queries, services
from registrants.forms.statement import LearningForm, ReflectionForm, RemoveLearningForm
from registrants.models import OwnLearning, Reflection

LEARNED = ("title", "learned_on", "minutes", "notes")


@access(Permission.POINTS_ACCEPT)
def reflection(request, entry_id):
    """The reflection statement of a peer review, or notes on any other line."""
    lines = queries.statement_of(request.actor).select_related("reflection")
    entry = get_object_or_404(lines, pk=entry_id)
    before = getattr(entry, "reflection", None)
    text = before.text if before else ""
    initial = {"text": text, "version": queries.version_of_text(before)}
    form, at = bind_form(request, ReflectionForm, initial=initial), clock.now()
    context: dict[str, Any] = {"entry": entry}
    if form.is_valid():
        try:
            services.write_reflection(entry=entry, **form.cleaned_data, actor=request.actor, at=at)
        except services.WrittenMeanwhile as meanwhile:
            before = meanwhile.current
            context |= _other_text(request, form, before)
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
            "before": before,
            "too_late": entry.peer_review and is_over and not in_time,
            "must_stay": entry.peer_review and is_over and in_time,
            **context,
        },
    )


def _other_text(request, form: ReflectionForm, saved: Reflection | None) -> dict[str, Any]:
    """The form again with what was typed, and both texts."""
    typed = form.cleaned_data["text"]
    return {
        "form": bind_again(request, ReflectionForm, version=queries.version_of_text(saved)),
        "is_removed": saved is None,
        "is_emptied": not typed.strip(),
        "differences": [
            {
                "label": form.fields["text"].label,
                "saved": saved.text if saved else "",
                "typed": typed,
            }
        ],
    }


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
    """Change it. One that was removed in another tab can be kept anew."""
    kept = queries.learning_of(request.actor).filter(pk=learning_id).first()
    if kept is None:
        return _removed_before(request, learning_id)
    initial = {name: getattr(kept, name) for name in LEARNED}
    initial["version"] = queries.version_of_learning(kept)
    form = bind_form(request, LearningForm, today=clock.today(), initial=initial)
    context: dict[str, Any] = {"form": form, "kept": kept}
    if form.is_valid():
        try:
            services.keep_learning(
                learning=kept, **form.cleaned_data, actor=request.actor, at=clock.now()
            )
        except services.WrittenMeanwhile as meanwhile:
            if meanwhile.current is None:
                return _removed_before(request, learning_id)
            context |= _other_learning(request, form, meanwhile.current)
        else:
            messages.success(request, _("Changed."))
            return redirect("registrants:learning")
    return render(request, "registrants/learning_form.html", context)


def _other_learning(request, form: LearningForm, saved: OwnLearning) -> dict[str, Any]:
    """The form again with what was typed, and both values where they differ."""
    typed, version = form.cleaned_data, queries.version_of_learning(saved)
    return {
        "form": bind_again(request, LearningForm, version=version, today=clock.today()),
        "differences": [
            {
                "label": form.fields[name].label,
                "saved": _shown(getattr(saved, name)),
                "typed": _shown(typed[name]),
            }
            for name in LEARNED
            if getattr(saved, name) != typed[name]
        ],
    }


def _shown(value) -> str:
    return london_date(value) if isinstance(value, date) else str(value or "")


def _removed_before(request, learning_id: int):
    """Removed in another tab: what was typed into this one can be kept as a new entry."""
    if not queries.was_learning_removed(request.actor, learning_id):
        raise Http404
    if request.method != "POST":
        messages.info(request, _("This entry is removed already."))
        return redirect("registrants:learning")
    form = bind_form(request, LearningForm, today=clock.today())
    context = {"form": form, "is_removed": True, "action": reverse("registrants:add_learning")}
    return render(request, "registrants/learning_form.html", context)


@access(Permission.POINTS_ACCEPT)
def remove_learning(request, learning_id):
    """Take it away, after a look."""
    kept = queries.learning_of(request.actor).filter(pk=learning_id).first()
    if kept is None and queries.was_learning_removed(request.actor, learning_id):
        messages.info(request, _("This entry is removed already."))
        return redirect("registrants:learning")
    if kept is None:
        raise Http404
    form = bind_form(request, RemoveLearningForm)
    if form.is_valid():
        services.remove_learning(learning=kept, actor=request.actor, at=clock.now())
        messages.success(request, _("Removed."))
        return redirect("registrants:learning")
    return render(request, "registrants/learning_remove.html", {"form": form, "kept": kept})
