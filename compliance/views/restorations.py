"""A restoration that was recorded wrongly: corrected, or taken back, after a page that says what
hangs on it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from compliance import permissions, services, workflow
from compliance.enums import Stake
from compliance.forms.outcomes import CorrectRestorationForm, TakeBackRestorationForm
from compliance.models import Removal
from compliance.queries import removals
from compliance.queries import restorations as reads
from compliance.views.told import is_told, told_words


def _removal(request, removal_id: int) -> Removal:
    return get_object_or_404(removals.removals_visible_to(request.actor), pk=removal_id)


@access(Permission.DISPUTE_DECIDE)
def correct(request, removal_id):
    """Another day, number or other specialties; what hangs on it; then it is corrected."""
    found, at = _removal(request, removal_id), clock.now()
    refusal = workflow.removal.refusal(
        found, "take_back_restoration", actor=request.actor, at=at
    ) or permissions.may_correct_restoration(request.actor, found, at=at)
    if refusal and request.method != "POST":
        messages.info(request, str(refusal))
        return redirect("compliance:removal", removal_id)
    last = reads.last_step(found)
    initial = {
        "start": last and last.start,
        "number": last.number if last else "",
        "specialties": last.specialties if last else [],
    }
    form = bind_form(request, CorrectRestorationForm, removal=found, initial=initial)
    answer = _answer(request, found, form, at)
    if answer is not None:
        return answer
    context = {"removal": found, "form": form, "last": last}
    return render(request, "compliance/removals/correct.html", context)


@access(Permission.DISPUTE_DECIDE)
def take_back(request, removal_id):
    """There was no restoration; what hangs on it; then the removal stands again."""
    found, at = _removal(request, removal_id), clock.now()
    refusal = workflow.removal.refusal(
        found, "take_back_restoration", actor=request.actor, at=at
    ) or reads.held_by(found)
    if refusal and request.method != "POST":
        messages.info(request, str(refusal))
        return redirect("compliance:removal", removal_id)
    form = bind_form(request, TakeBackRestorationForm)
    answer = _answer(request, found, form, at)
    if answer is not None:
        return answer
    context = {"removal": found, "form": form, "last": reads.last_step(found)}
    return render(request, "compliance/removals/take_back.html", context)


def _answer(request, found: Removal, form, at):
    """The page that says what it would do, or on to the removal when it is done; None to show
    the form again."""
    if request.method != "POST" or "change" in request.POST or not form.is_valid():
        return None
    said = {"removal": found, **form.cleaned_data, "actor": request.actor, "at": at}
    try:
        if "sure" not in request.POST:
            effect = services.preview_restoration(**said)
            return _checked(request, found, form, effect)
        done = _put_right(said | {"seen": _seen(request)})
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return None
    messages.success(request, done)
    return redirect("compliance:removal", found.pk)


def _seen(request) -> int:
    """What was recorded last when the page was shown; 0 where it does not say, which is nothing."""
    told = request.POST.get("seen", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 19 else 0


def _put_right(said: dict) -> str:
    """Do it; returns what is said then."""
    if "start" in said:
        services.correct_restoration(**said)
        done = _("Corrected.")
    else:
        services.take_back_restoration(**said)
        done = _("Taken back: the removal stands.")
    return f"{done} {told_words(said['removal'].registrant_id)}"


def _checked(request, found: Removal, form, effect: reads.Effect):
    context = {
        "removal": found,
        "effect": effect,
        "said": form.cleaned_data,
        "is_told": is_told(found.registrant_id),
        "is_taken_back": effect.new_start is None,
        "is_name": found.stake == Stake.NAME,
        "is_in_force": effect.start is not None and effect.start <= clock.today(),
        "action": request.path,
        "typed": [
            (name, value)
            for name, values in request.POST.lists()
            if name.startswith(tuple(form.fields))
            for value in values
        ],
    }
    return render(request, "compliance/removals/put_right_check.html", context)
