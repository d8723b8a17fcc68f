"""End-of-cycle runs: the list of them, starting one, a second look, its results."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refused
from cet_portal.scheme.enums import Profession
from compliance import permissions, queries, workflow
from compliance.enums import RunKind, RunStatus, Settled
from compliance.forms.runs import LIST, PersonFilter, ResultFilters, RunFilters, RunForm
from compliance.models import ComplianceRun
from compliance.queries import run_lines
from compliance.queries import runs as reads
from compliance.rules import Period, run_table
from compliance.services import running
from compliance.views.cycle_asked import cycle_named

PAGE = 50
# No status: a form that does not say what it was sent from.
NOT_SEEN = "-"
# Other runs of the cycle, beside one.
OTHERS = 20
RUN_COLUMNS = (
    (gettext_lazy("Number"), "number"),
    (gettext_lazy("Cycle"), "cycle"),
    (gettext_lazy("Kind"), "get_kind_display"),
    (gettext_lazy("Points up to"), "as_at"),
    (gettext_lazy("Status"), "get_status_display"),
    (gettext_lazy("Started"), "started_at"),
    (gettext_lazy("Started by"), "started_by"),
    (gettext_lazy("Confirmed by"), "confirmed_by"),
    (gettext_lazy("People judged"), lambda run: _of_sealed(run, run.people)),
    (gettext_lazy("Met everything"), lambda run: _of_sealed(run, run.met)),
    (gettext_lazy("Listed apart"), "listed_apart"),
    (gettext_lazy("Digest"), "digest"),
)


def _of_sealed(run: ComplianceRun, number: int) -> int | str:
    """A figure that is kept: of a refused run there is only the list of those apart."""
    return number if run.is_sealed else ""


@require_safe
@access(Permission.CYCLE_REPORT)
def runs(request):
    """Every run, the newest first; of one cycle or kind."""
    form = RunFilters(request.GET, cycles=[each.name for each in queries.periods(clock.today())])
    form.is_valid()
    found = reads.runs_visible_to(request.actor, **form.cleaned_data)
    if exports.wanted(request):
        return exports.csv_response(_("runs"), RUN_COLUMNS, found)
    return render(request, "compliance/runs.html", {"form": form, "page": page_of(request, found)})


@access(Permission.CYCLE_REPORT)
def run_new(request):
    """Start a rehearsal, or ask for a real run."""
    today = clock.today()
    begun = queries.periods(today)
    initial = _usual(begun, today)
    form = bind_form(request, RunForm, cycles=begun, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        period = cycle_named(said["cycle"])
        try:
            at = clock.now()
            run = running.start_run(
                period=period,
                kind=said["kind"],
                as_at=said["as_at"] or min(today, period.last_day),
                apart=said["contradictory"] == LIST,
                actor=request.actor,
                at=at,
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            _say_whose(request, run, said, is_new=run.started_at == at)
            return redirect("compliance:run", run.number)
    return render(request, "compliance/run_new.html", {"form": form})


def _say_whose(request, run: ComplianceRun, said: dict, *, is_new: bool) -> None:
    """There is one open real run of a cycle: whoever asks for another is told that it is not
    theirs, or not as they chose; and whoever rehearses twice at once, that it is the first."""
    mine = (request.actor.user_id, said["contradictory"] == LIST)
    if said["kind"] == RunKind.REAL and (run.started_by_id, run.apart) != mine:
        words = _("%(number)s is open already; yours was not started.")
        messages.warning(request, words % {"number": run.number})
    elif said["kind"] == RunKind.REAL and not is_new:
        words = _(
            "This is %(number)s, which you asked for on %(day)s. While it is open no second real "
            "run of the cycle is started."
        )
        day = date_format(clock.london_date(run.started_at), "j F Y")
        messages.info(request, words % {"number": run.number, "day": day})
    elif not is_new:
        words = _(
            "This is %(number)s, which you started before: within half a minute the same rehearsal "
            "is not started again."
        )
        messages.info(request, words % {"number": run.number})


def _usual(begun: list[Period], today: date) -> dict[str, object]:
    """The present cycle is rehearsed, as of today."""
    present = queries.period_on(today, begun)
    return {
        "cycle": present.name if present else "",
        "kind": RunKind.REHEARSAL,
        "contradictory": LIST,
    }


@require_safe
@access(Permission.CYCLE_REPORT)
def run(request, run_number):
    """How far it is; then what can be done with it, its figures and its people."""
    found = _find(request, run_number)
    if found.status == RunStatus.RUNNING:
        context = {"run": found, "progress": reads.progress(found), "open": _open(request, found)}
        return render(request, "compliance/run_progress.html", context)
    filters = _filters(request, found)
    filters.is_valid()
    wanted = filters.cleaned_data
    if found.status == RunStatus.REFUSED:
        wanted = {**wanted, "standing": Settled.APART.value}
    results = reads.narrowed(reads.results_of(found), **wanted)
    # The rows are wide: a page far behind is found by its keys.
    page = page_of(request, results.values_list("pk", flat=True), size=PAGE)
    page.object_list = reads.with_keys(page)
    against = run_lines.against(page)
    for row in page:
        row.missing = against.get(row.pk) or run_table.missing_of(row.result)
    return render(
        request,
        "compliance/run.html",
        {
            "run": found,
            "open": _open(request, found),
            "not_you": permissions.may_confirm_run(request.actor, found, at=clock.now()),
            "figures": _figures(found),
            "professions": _professions(found),
            "filters": filters,
            "page": page,
            "others": reads.comparable(found)[:OTHERS],
        },
    )


@require_POST
@access(Permission.CYCLE_REPORT)
def run_confirm(request, run_number):
    """The second member of staff has looked at it."""
    found = _find(request, run_number)
    running.confirm_run(
        run=found, period=cycle_named(found.cycle), actor=request.actor, at=clock.now()
    )
    messages.success(request, _("The run is confirmed and has begun."))
    return redirect("compliance:run", run_number)


@access(Permission.CYCLE_REPORT)
def run_cancel(request, run_number):
    """Put it aside, as it was seen; the page that says before what this does."""
    found = _find(request, run_number)
    if request.method == "POST":
        running.cancel_run(
            run=found,
            seen=request.POST.get("seen") or NOT_SEEN,
            actor=request.actor,
            at=clock.now(),
        )
        messages.info(request, _("The run is cancelled. Nothing of it is kept."))
        return redirect("compliance:run", run_number)
    if "cancel" not in _open(request, found):
        return redirect("compliance:run", run_number)
    behind = (found.started_by, found.confirmed_by)
    told = [each.name for each in behind if each and each.pk != request.actor.user_id]
    context = {"run": found, "progress": reads.progress(found), "told": told}
    return render(request, "compliance/run_cancel.html", context)


def _find(request, number: str) -> ComplianceRun:
    return get_object_or_404(reads.runs_visible_to(request.actor), number=number)


def _filters(request, found: ComplianceRun) -> ResultFilters | PersonFilter:
    """By outcome, year and name; a refused run lists only people of one outcome."""
    if found.status == RunStatus.REFUSED:
        return PersonFilter(request.GET)
    return ResultFilters(request.GET, years=_years(found))


def _years(found: ComplianceRun) -> list[int]:
    """Years of the cycle that have an annual minimum."""
    columns = run_table.columns_of(found.scheme, found.cycle)
    return [year for year in (column.key[-1] for column in columns) if year]


def _open(request, found: ComplianceRun) -> list[str]:
    return workflow.compliance_run.open_to(found, actor=request.actor, at=clock.now())


def _figures(found: ComplianceRun) -> list[dict]:
    if not found.counts:
        return []
    if found.status == RunStatus.REFUSED:
        number = found.counts.get(Settled.APART.value, 0)
        words = ngettext(
            "person whose data contradict themselves",
            "people whose data contradict themselves",
            number,
        )
        return [{"number": number, "label": words, "warning": True}]
    labels = {
        Settled.MET: _("have met everything"),
        Settled.NOT_MET: _("have not"),
        Settled.ONLY_ACCEPTANCE: _("only lack acceptance"),
        Settled.APART: _("are listed apart"),
    }
    outcomes = [
        {
            "number": found.counts.get(outcome.value, 0),
            "label": label,
            "url": f"?standing={outcome.value}",
            "warning": outcome == Settled.APART,
        }
        for outcome, label in labels.items()
        if found.counts.get(outcome.value) or outcome == Settled.MET
    ]
    return [{"number": found.people, "label": _("people judged")}, *outcomes]


def _professions(found: ComplianceRun) -> list[dict]:
    """By profession, for a small table."""
    return [
        {
            "cells": [
                {"text": str(Profession(row["profession"]).label).capitalize()},
                {"text": row["people"], "numeric": True},
                {"text": row["met_all"], "numeric": True},
            ]
        }
        for row in (reads.by_profession(found) if found.is_sealed else [])
        if row["profession"]
    ]
