"""Rehearsing a variant: start, progress, who would change."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refused
from compliance import queries, workflow
from compliance.enums import Direction, RunStatus, Settled
from compliance.forms.rehearsals import ChangeFilter
from compliance.forms.variants import RehearseForm
from compliance.models import VariantChange
from compliance.queries import rehearsals as reads
from compliance.services import rehearsing
from compliance.views.variants import address, find

PAGE = 25


@require_http_methods(["GET", "POST"])
@access(Permission.SCHEME_DRAFT)
def rehearse(request, sv_number: str, edition: int):
    """Choose a cycle and start."""
    variant = find(request.actor, sv_number, edition)
    at = clock.now()
    refusal = workflow.scheme_variant.refusal(variant, "rehearse", actor=request.actor, at=at)
    if refusal:
        messages.info(request, str(refusal))
        return redirect(address(variant))
    cycles = [
        each for each in queries.periods(clock.london_date(at)) if each.scheme == variant.base
    ]
    form = bind_form(request, RehearseForm, cycles=[each.name for each in cycles])
    context: dict[str, Any] = {"variant": variant, "form": form, "cycles": cycles}
    if request.method == "POST" and form.is_valid():
        period = queries.period_named(form.cleaned_data["cycle"], cycles)
        try:
            run = rehearsing.rehearse_variant(
                variant=variant, period=period, actor=request.actor, at=at
            )
        except Refused as refused:
            context["errors"] = [str(refused.refusal)]
        else:
            return redirect("compliance:rehearsal", run.pk)
    return render(request, "compliance/rehearse.html", {**context, "cancel": address(variant)})


@require_safe
@access(Permission.SCHEME_DRAFT)
def rehearsal(request, run_id: int):
    """How far it is; then the counts and the people who change."""
    run = get_object_or_404(reads.rehearsals_visible_to(request.actor), pk=run_id)
    if run.status != RunStatus.SEALED:
        if exports.wanted(request):
            raise Http404
        return _waiting(request, run)
    wanted = {name: request.GET.get(name, "") for name in ChangeFilter.base_fields}
    rows = reads.changes_of(request.actor, run, **wanted)
    if exports.wanted(request):
        return exports.csv_response(f"{run.number}-{run.cycle}", COLUMNS, _lines(rows))
    counts = reads.counts_of(run)
    page = page_of(request, rows, size=PAGE)
    for each in page:
        each.lines = [_line(change) for change in each.changes]
    context = {
        "run": run,
        "variant": run.variant,
        "counts": counts,
        "figures": [*_figures(counts), *_apart(request, run)],
        "filters": ChangeFilter(request.GET),
        "page": page,
        "tables": [
            (_("By requirement"), _("Requirement"), counts.requirements),
            (_("By profession"), _("Profession"), counts.professions),
        ],
    }
    return render(request, "compliance/rehearsal.html", context)


def _waiting(request, run):
    done, total = reads.progress_of(run)
    context = {"run": run, "variant": run.variant, "done": done, "total": total}
    return render(request, "compliance/rehearsal_progress.html", context)


def _figures(counts: reads.Counts) -> list[dict]:
    whole = counts.whole
    return [
        {"number": whole.asked_after, "label": _("people judged")},
        {"number": whole.met_before, "label": _("meet the cycle with the figures in force")},
        {"number": whole.met_after, "label": _("would meet it with the variant")},
        {
            "number": whole.to_met,
            "label": Direction.TO_MET.label,
            "url": f"?direction={Direction.TO_MET.value}",
        },
        {
            "number": whole.to_not_met,
            "label": Direction.TO_NOT_MET.label,
            "url": f"?direction={Direction.TO_NOT_MET.value}",
            "warning": whole.to_not_met > 0,
        },
        {"number": whole.other, "label": _("keep their result, with other figures")},
    ]


def _apart(request, run) -> list[dict]:
    """Who was not judged, with the list of them for those who may see the run."""
    number = run.counts.get(Settled.APART.value, 0)
    if not number:
        return []
    figure = {"number": number, "label": _("listed apart, not judged"), "warning": True}
    if request.actor.may(Permission.CYCLE_REPORT):
        figure["url"] = f"{reverse('compliance:run', args=[run.number])}?standing={Settled.APART}"
    return [figure]


def _line(change: dict[str, Any]) -> dict[str, Any]:
    """One requirement of one person, for the page."""
    label = reads.requirement_label(change["code"], change["specialty"], change["year"])
    return {"label": label, "before": change["before"], "after": change["after"]}


def _lines(rows):
    """One line of the file for each requirement that differs."""
    for row in rows.iterator(chunk_size=exports.ROWS_AT_ONCE):
        for change in row.changes:
            yield row, change


def _of(name: str):
    return lambda line: getattr(line[0], name)


def _side(side: str, name: str):
    return lambda line: (line[1][side] or {}).get(name, "")


def _label(line: tuple[VariantChange, dict[str, Any]]) -> str:
    return reads.requirement_label(line[1]["code"], line[1]["specialty"], line[1]["year"])


COLUMNS = (
    (gettext_lazy("Number"), _of("number")),
    (gettext_lazy("Surname"), lambda line: line[0].registrant.surname),
    (gettext_lazy("Forenames"), lambda line: line[0].registrant.forenames),
    (gettext_lazy("Profession"), lambda line: reads.profession_label(line[0].profession)),
    (gettext_lazy("What would change"), lambda line: line[0].get_direction_display()),
    (gettext_lazy("Requirement"), _label),
    (gettext_lazy("Required, in force"), _side("before", "required")),
    (gettext_lazy("Obtained, in force"), _side("before", "obtained")),
    (gettext_lazy("Met, in force"), _side("before", "met")),
    (gettext_lazy("Required, variant"), _side("after", "required")),
    (gettext_lazy("Obtained, variant"), _side("after", "obtained")),
    (gettext_lazy("Met, variant"), _side("after", "met")),
    (gettext_lazy("Reason, in force"), _side("before", "explanation")),
    (gettext_lazy("Reason, variant"), _side("after", "explanation")),
)
