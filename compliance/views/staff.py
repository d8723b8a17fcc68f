"""The end-of-cycle report."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.lists import page_of
from compliance import queries
from compliance.enums import Settled, Standing
from compliance.forms import CycleFilters, ReportFilters
from compliance.queries import CycleReport, ReportRow
from compliance.queries import runs as run_reads
from compliance.views.cycle_asked import cycle_or_present

PAGE = 50
# More people than these are not judged for a page: it tells the last run of the cycle.
MOST_JUDGED = 250


def _general(name: str):
    """Of the general points; empty for who was not judged."""
    return lambda row: getattr(row.requirement, name) if row.requirement else ""


# Of the file; the cycle stands in front of them.
COLUMNS = (
    (gettext_lazy("Number"), "number"),
    (gettext_lazy("Surname"), "surname"),
    (gettext_lazy("Forenames"), "forenames"),
    (gettext_lazy("Profession"), "profession"),
    (gettext_lazy("Requirement"), _general("label")),
    (gettext_lazy("Required"), _general("required")),
    (gettext_lazy("Obtained"), _general("obtained")),
    (gettext_lazy("Shortfall"), _general("shortfall")),
    (gettext_lazy("Met"), _general("met")),
    (gettext_lazy("Pending"), "pending"),
    (gettext_lazy("All requirements met"), lambda row: "" if row.against else not row.open),
    (gettext_lazy("Open requirements"), "open_words"),
    (gettext_lazy("Why not judged"), "against"),
)


@require_safe
@access(Permission.CYCLE_REPORT)
def cycle_report(request):
    """Everybody on the register in a cycle; `?format=csv` gives the rows shown as a file. A large
    register is not judged while somebody waits: the page leads to the cycle's last run."""
    today = clock.today()
    begun = queries.periods(today)
    period = cycle_or_present(request.GET.get("cycle"), begun, today)
    report = queries.cycle_report_of_few(period, today=today, most=MOST_JUDGED)
    if report is None:
        return _by_run(request, period, [each.name for each in begun])
    rows = report.narrowed(
        met=request.GET.get("met", ""),
        words=request.GET.get("words", ""),
        sort=request.GET.get("sort", ""),
    )
    if exports.wanted(request):
        asked = {row.registrant_id: row for row in queries.as_asked(rows, period, today)}
        columns = (
            (_("Cycle"), lambda _row: period.name),
            *COLUMNS,
            (_("Lowered by an exception"), lambda row: _instead(asked[row.registrant_id])),
        )
        return exports.csv_response(f"cycle-{period.name}", columns, rows)
    page = page_of(request, rows, size=PAGE)
    filters = ReportFilters(
        {**request.GET.dict(), "cycle": period.name}, cycles=[each.name for each in begun]
    )
    return render(
        request,
        "compliance/cycle_report.html",
        {
            "period": period,
            "is_over": period.last_day < today,
            "figures": _figures(report),
            "filters": filters,
            "page": page,
            "columns": _columns(),
            "rows": [_cells(row) for row in queries.as_asked(page, period, today)],
        },
    )


def _by_run(request, period, cycles: list[str]):
    """The same of many: in the run that was sealed last, which holds everybody with reasons."""
    run = run_reads.sealed_runs(request.actor, period.name).first()
    if run and exports.wanted(request):
        return redirect("compliance:run_csv", run.number)
    known = {"met": run.met, "not_met": run.people - run.met} if run else {}
    labels = {"met": _("have met it"), "not_met": _("have not met it")}
    context = {
        "period": period,
        "is_over": period.last_day < clock.today(),
        "run": run,
        "figures": [
            {"number": queries.people_in(period), "label": _("people on the register")},
            *({"number": number, "label": labels[name]} for name, number in known.items()),
        ],
        "filters": CycleFilters({"cycle": period.name}, cycles=cycles),
    }
    return render(request, "compliance/cycle_report_by_run.html", context)


def _figures(report: CycleReport) -> list[dict]:
    apart = report.total(Settled.APART)
    found = [
        {"number": len(report.rows), "label": _("people on the register")},
        {"number": report.total(Standing.MET), "label": _("have met it")},
        {"number": report.not_met, "label": _("have not met it")},
        {
            "number": report.total(Standing.ONLY_ACCEPTANCE),
            "label": _("of them only lack acceptance"),
        },
    ]
    if apart:
        url = f"?cycle={report.period.name}&met={Settled.APART.value}"
        label = _("listed apart: their data contradict themselves")
        found.append({"number": apart, "label": label, "url": url, "warning": True})
    return found


def _columns() -> list[dict]:
    return [
        {"label": _("Number"), "sort": "number"},
        {"label": _("Name"), "sort": "name", "plain": True},
        {"label": _("Profession"), "sort": "profession", "plain": True},
        {"label": _("Required"), "sort": "required", "numeric": True},
        {"label": _("Obtained"), "sort": "obtained", "numeric": True},
        {"label": _("Shortfall"), "sort": "shortfall", "numeric": True},
        {"label": _("Pending"), "sort": "pending", "numeric": True},
        {"label": _("All requirements"), "plain": True},
    ]


def _instead(row: ReportRow) -> str:
    return "; ".join(map(str, row.asked_instead))


def _cells(row: ReportRow) -> dict:
    general = row.requirement
    of_general = [each for each in row.asked_instead if general and each.code == general.code]
    others = [each for each in row.asked_instead if each not in of_general]
    return {
        "cells": [
            {"text": row.number, "reference": True},
            {"text": row.name},
            {"text": row.profession.capitalize()},
            {
                "text": general.required if general else "–",
                "numeric": True,
                "why": ", ".join(each.words for each in of_general),
            },
            {"text": general.obtained if general else "–", "numeric": True},
            {"text": general.shortfall if general else "–", "numeric": True},
            {"text": row.pending if general else "–", "numeric": True},
            {"tag": _tag(row), "why": row.against or "; ".join(map(str, others))},
        ]
    }


def _tag(row: ReportRow) -> dict[str, str]:
    if row.against:
        return {"value": Settled.APART.value, "label": str(Settled.APART.label)}
    if row.open:
        return {"value": "NOT_MET", "label": _("Not met")}
    return {"value": "MET", "label": _("Met")}


GAP_COLUMNS = (
    (gettext_lazy("Number"), "number"),
    (gettext_lazy("Name"), lambda row: str(row.registrant)),
    (gettext_lazy("Open requirements"), lambda row: ", ".join(row.open_requirements)),
    (gettext_lazy("General points missing"), "missing"),
    (gettext_lazy("Points waiting"), "pending"),
    (gettext_lazy("Has an account"), lambda row: row.registrant.user_id is not None),
    (gettext_lazy("Counted on"), "counted_on"),
)


@require_safe
@access(Permission.CYCLE_REPORT)
def only_acceptance(request):
    """People whose only gap in a cycle, the present one without, is acceptance, as counted last
    night."""
    today = clock.today()
    period = cycle_or_present(request.GET.get("cycle"), queries.periods(today), today)
    rows = queries.only_acceptance(period.name)
    if exports.wanted(request):
        return exports.csv_response(_("only-acceptance"), GAP_COLUMNS, rows)
    page = page_of(request, rows, size=PAGE)
    return render(request, "compliance/only_acceptance.html", {"page": page, "period": period})
