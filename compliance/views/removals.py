"""Removals after a sealed run, and restorations."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refused
from cet_portal.scheme.enums import Specialty
from compliance import permissions, queries, services, workflow
from compliance.enums import HeldBack, LetterKind
from compliance.forms.outcomes import MadeFilter, RemovalFilter, RemovalForm, RestoreForm
from compliance.models import ComplianceRun, CycleDispute, Removal
from compliance.queries import letters
from compliance.queries import removal_look as looking
from compliance.queries import removal_state as states
from compliance.queries import removals as removed
from compliance.queries import removing as reads
from compliance.queries.removing import Candidate
from compliance.queries.restorations import asked_for, held_by, step_words, steps_of
from compliance.queries.runs import with_keys
from compliance.rules import Period
from compliance.rules.disputes import last_day_to_dispute
from compliance.rules.lowering import ShortOf
from compliance.rules.timetable import exceptions_between, removal_from
from compliance.views.acts import keys_shown
from compliance.views.cycle_asked import cycle_named
from compliance.views.told import is_told, told_words
from registrants import queries as register_queries

PAGE = 50


def _run(request) -> ComplianceRun | None:
    """The run that the address names, or the newest of the latest cycle."""
    runs = reads.runs_to_follow(request.actor)
    wanted = request.GET.get("run")
    if wanted and "\x00" not in wanted:
        return get_object_or_404(runs, number=wanted)
    return runs.order_by("-cycle", "-ended_at", "-pk").first()


def _on(request, period: Period):
    """The day on which somebody would be looked at: today, or the first possible day."""
    return max(clock.today(), removal_from(period))


def _short(each: ShortOf) -> str:
    figures = f"{each.label} {each.obtained}/{each.required}"
    return f"{figures} ({each.words})" if each.words else figures


def _words_of(candidate: Candidate) -> dict[str, str]:
    short = ", ".join(_short(each) for each in candidate.short_of)
    stake, held = candidate.at_stake, candidate.held
    return {
        "short": short,
        "stake": str(stake.stake.label) if stake else "",
        "held": str(HeldBack(held).label) if held else "",
    }


COLUMNS = (
    (gettext_lazy("Number"), "result.number"),
    (gettext_lazy("Registrant"), lambda row: str(row.result.registrant)),
    (gettext_lazy("Profession"), lambda row: row.result.get_profession_display()),
    (gettext_lazy("Short of"), lambda row: _words_of(row)["short"]),
    (gettext_lazy("At stake"), lambda row: _words_of(row)["stake"]),
    (gettext_lazy("Held back"), lambda row: _words_of(row)["held"]),
)


def _filter(request, run: ComplianceRun) -> tuple[RemovalFilter, dict[str, str]]:
    """The form of the address, and what it narrows the list to."""
    form = RemovalFilter(
        {**request.GET.dict(), "run": run.number}, runs=reads.runs_to_follow(request.actor)
    )
    form.is_valid()
    return form, {name: form.cleaned_data.get(name) or "" for name in ("show", "words")}


@require_safe
@access(Permission.CASE_SETTLE)
def removals(request):
    """Everybody who is short in the run, with what they may lose, or why they are held back."""
    run, today = _run(request), clock.today()
    if run is None:
        return render(request, "compliance/removals/list.html", {"run": None})
    period = cycle_named(run.cycle)
    form, asked = _filter(request, run)
    rows = reads.short_list(request.actor, run, **asked, today=today)
    of_day = _on(request, period)
    if exports.wanted(request):
        found = looking.judged_in_sets(rows, run, period, of_day=of_day)
        return exports.csv_response(f"{_('removals')}-{run.number}", COLUMNS, found)
    # The rows are wide: those of the page are found by their keys.
    page = page_of(request, rows.values_list("pk", flat=True), size=PAGE)
    found = reads.candidates(with_keys(page), run, period, of_day=of_day)
    context = {
        "run": run,
        "form": form,
        "page": page,
        "rows": found,
        "refusal": reads.superseded(run)
        or permissions.may_remove(request.actor, period, of_day=of_day, today=today),
        "look_at": reverse("compliance:remove", query={"run": run.number, **asked}),
        "is_narrowed": any(asked.values()),
        "ready": looking.ready_in(rows, run, today=today) if any(asked.values()) else None,
        "first_day": removal_from(period),
        "is_early": removal_from(period) > today,
    }
    return render(request, "compliance/removals/list.html", context)


@require_POST
@access(Permission.DISPUTE_DECIDE)
def remove(request):
    """Who would lose what, from which day and why; then the act itself."""
    run = _run(request)
    if run is None:
        raise Http404
    period = cycle_named(run.cycle)
    if "keys" not in request.POST:
        return _first_look(request, run, period)
    form = bind_form(request, RemovalForm)
    if form.is_valid():
        said = form.cleaned_data
        try:
            act = services.begin_removal(
                run=run,
                period=period,
                keys=said["keys"],
                of_day=said["of_day"],
                reason=said["reason"],
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect("compliance:act", act.pk)
    look = _look(request, run, period, keys_shown(request.POST.get("keys", "")))
    return _shown(request, run, period, form, look)


def _first_look(request, run: ComplianceRun, period: Period):
    if "all" in request.POST:
        _form, asked = _filter(request, run)
        keys, look = None, _look(request, run, period, None, **asked)
    else:
        keys = keys_shown(" ".join(request.POST.getlist("person")))
        look = _look(request, run, period, keys)
    if not (keys or look.total or look.held_total):
        messages.info(request, _("Tick the people whom you want to look at."))
        return redirect("compliance:removals")
    return _shown(request, run, period, RemovalForm(), look)


def _look(
    request, run: ComplianceRun, period: Period, keys: list[int] | None, **asked: str
) -> looking.Look:
    """`asked`: what narrows the list, for all that it leaves."""
    today = clock.today()
    rows = reads.short_list(request.actor, run, **asked, today=today)
    return looking.look_over(rows, run, period, keys, of_day=_on(request, period), today=today)


def _shown(request, run: ComplianceRun, period: Period, form, look: looking.Look):
    # Only those who are ready are asked of the act; it looks at each of them once more.
    if not form.is_bound:
        form.initial["keys"] = look.keys
    context = {
        "run": run,
        "period": period,
        "form": form,
        "look": look,
        "untold": register_queries.without_account(look.keys).count(),
        "window_ends": exceptions_between(period)[1],
        "dispute_until": last_day_to_dispute(period),
        "may_still_dispute": clock.today() <= last_day_to_dispute(period),
        "is_in_window": clock.today() <= exceptions_between(period)[1],
    }
    return render(request, "compliance/removals/check.html", context)


MADE_COLUMNS = (
    (gettext_lazy("Removal"), "reference"),
    (gettext_lazy("Number"), "number"),
    (gettext_lazy("Registrant"), lambda row: str(row.registrant)),
    (gettext_lazy("Cycle"), "cycle"),
    (gettext_lazy("What"), "get_stake_display"),
    (gettext_lazy("First day off the register"), "of_day"),
    (gettext_lazy("Status"), "get_status_display"),
    (gettext_lazy("Restored from"), "restored_on"),
)


@require_safe
@access(Permission.CASE_SETTLE)
def made(request):
    """Names and specialties that were taken off, and those that were restored."""
    form = MadeFilter(request.GET, periods=queries.periods(clock.today()))
    form.is_valid()
    found = form.cleaned_data
    rows = removed.removal_list(
        request.actor,
        status=found.get("status") or "",
        cycle=found.get("cycle") or "",
        words=found.get("words") or "",
    )
    if exports.wanted(request):
        return exports.csv_response(_("removals-and-restorations"), MADE_COLUMNS, rows)
    context = {
        "form": form,
        "page": page_of(request, rows),
        "is_narrowed": any(found.values()),
        "found_status": found.get("status"),
        "to_undo": removed.TO_UNDO,
        "to_post": letters.collecting(request.actor, LetterKind.RESTORED),
    }
    return render(request, "compliance/removals/made.html", context)


def _removal(request, removal_id: int) -> Removal:
    return get_object_or_404(removed.removals_visible_to(request.actor), pk=removal_id)


@require_safe
@access(Permission.CASE_SETTLE)
def removal(request, removal_id):
    """What was taken off, from when, and for which shortfall."""
    found, today = _removal(request, removal_id), clock.today()
    case = states.case_of(found)
    steps = workflow.removal.open_to(found, actor=request.actor, at=clock.now())
    context = {
        "removal": found,
        "shortfalls": removed.shortfalls_of(found),
        "state": states.state_words(found, today=today, because=_because(case, found)),
        "case": case,
        "is_case_dispute": isinstance(case, CycleDispute),
        "may_open_case": case is not None and states.may_open(request.actor, case),
        "open": steps,
        "last": steps_of(found).first(),
        "held": held_by(found) if "take_back_restoration" in steps else None,
        "against": removed.speak_against(request.actor, found),
        "history": _history(found),
        "letters": letters.letters_about(request.actor, found),
    }
    return render(request, "compliance/removals/one.html", context)


def _because(case: states.Case | None, found: Removal) -> str:
    return states.because_of(case, found) if case else ""


def _history(found: Removal) -> list[dict]:
    """What was recorded of the restoration, each as it was then, for the timeline."""
    return [
        {
            "title": step.get_act_display(),
            "at": step.at,
            "by": step.actor_name,
            "text": step_words(step),
        }
        for step in steps_of(found)
    ]


@access(Permission.DISPUTE_DECIDE)
def restore(request, removal_id):
    """They come back: the day, the number, the specialties; and the page that says what that
    does."""
    found, at = _removal(request, removal_id), clock.now()
    refusal = workflow.removal.refusal(found, "restore", actor=request.actor, at=at)
    if refusal and request.method != "POST":
        messages.info(request, str(refusal))
        return redirect("compliance:removal", removal_id)
    form = bind_form(request, RestoreForm, removal=found, initial=_undoing(request, found))
    if request.method == "POST" and "change" not in request.POST and form.is_valid():
        start = form.cleaned_data["start"]
        refusal = permissions.may_restore_from(found, start, today=clock.today())
        if refusal:
            form.add_error("start", str(refusal))
        elif "sure" not in request.POST:
            if _may_be_restored(request, found, form, at):
                return _restoration_checked(request, found, form)
        elif _restored(request, found, form, at):
            return redirect("compliance:removal", removal_id)
    return render(request, "compliance/removals/restore.html", {"removal": found, "form": form})


def _undoing(request, found: Removal) -> dict[str, Any]:
    """What the form holds if the removal is to be as if there had been none."""
    if "undo" not in request.GET:
        return {}
    against = removed.speak_against(request.actor, found)
    cases = ", ".join(f"{each.reference}: {each.get_status_display()}" for each in against)
    return {"start": found.of_day, "specialties": found.specialties, "reason": cases}


def _restoration_checked(request, found: Removal, form):
    said = form.cleaned_data
    back = said.get("specialties") or []
    context = {
        "removal": found,
        "said": said,
        "is_told": is_told(found.registrant_id),
        "is_seamless": said["start"] == found.of_day,
        "number": said.get("number") or found.number,
        "back": [Specialty(each).label for each in back],
        "asked": asked_for(found, said["start"]),
        "typed": [
            (name, value)
            for name, values in request.POST.lists()
            if name.startswith(tuple(form.fields))
            for value in values
        ],
    }
    return render(request, "compliance/removals/restore_check.html", context)


def _said(request, found: Removal, form, at) -> dict[str, Any]:
    said = form.cleaned_data
    return {
        "removal": found,
        "start": said["start"],
        "number": said.get("number") or "",
        "specialties": said.get("specialties") or [],
        "reason": said["reason"],
        "actor": request.actor,
        "at": at,
    }


def _may_be_restored(request, found: Removal, form, at) -> bool:
    """Before the page that says what it does: it could be done. The form says why it cannot."""
    try:
        services.check_restoration(**_said(request, found, form, at))
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    return True


def _restored(request, found: Removal, form, at) -> bool:
    try:
        services.restore(**_said(request, found, form, at))
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    messages.success(request, f"{_('Restored.')} {told_words(found.registrant_id)}")
    return True
