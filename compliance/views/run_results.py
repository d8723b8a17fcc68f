"""What a run says of one person, all of it as files, and two runs beside each other."""

import json

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import exports
from cet_portal.core.access import access
from cet_portal.core.lists import page_of
from cet_portal.core.spreadsheets import csv_lines
from cet_portal.core.workbook_lines import workbook_chunks
from cet_portal.scheme.enums import Profession
from compliance.enums import RunChange, Settled
from compliance.forms.runs import ChangeFilters
from compliance.models import ComplianceRun, RunResult
from compliance.queries import run_lines
from compliance.queries import runs as reads
from compliance.queries.run_comparison import Comparison
from compliance.rules import run_table, run_words

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@access(Permission.CYCLE_REPORT)
def run_person(request, run_number, person_id):
    """One person: each requirement with its explanation, what counted, what was judged."""
    run = _find(request, run_number)
    found = get_object_or_404(reads.results_of(run), registrant_id=person_id)
    events = run_lines.events_of([found])
    return render(
        request,
        "compliance/run_person.html",
        {
            "run": run,
            "found": found,
            "against": run_words.against_of(found.contradictions, found.inputs, events),
            "requirements": run_table.requirements_of(found.result),
            "not_counted": run_words.not_counted_of(found.result, found.inputs, events),
        },
    )


@require_safe
@access(Permission.CYCLE_REPORT)
def run_file(request, run_number, form):
    """Everybody in the run as CSV, as a workbook, or as lines of JSON, sent while it is read."""
    run = _find(request, run_number)
    if not run.counts:
        raise Http404
    rows = reads.results_of(run).iterator(chunk_size=reads.AT_ONCE)
    if form == "jsonl":
        return _download(run, form, "application/x-ndjson", map(_json_line, rows))
    columns = run_table.columns_of(run.scheme, run.cycle)
    header = [*map(str, PERSON), *(word for column in columns for word in column.headings)]
    cells = (_cells(each, columns) for each in rows)
    if form == "csv":
        return _download(run, form, "text/csv; charset=utf-8", csv_lines(header, cells))
    return _download(run, form, XLSX, workbook_chunks(run.number, header, cells))


PERSON = (
    gettext_lazy("Number"),
    gettext_lazy("Surname"),
    gettext_lazy("Forenames"),
    gettext_lazy("Profession"),
    gettext_lazy("Outcome"),
    gettext_lazy("Why not judged"),
    gettext_lazy("Digest"),
)


def _cells(found: RunResult, columns: list[run_table.Column]) -> list[object]:
    profession = str(Profession(found.profession).label) if found.profession else ""
    return [
        found.number,
        found.registrant.surname,
        found.registrant.forenames,
        profession,
        str(Settled(found.standing).label),
        "; ".join(run_words.against_of(found.contradictions, found.inputs)),
        found.digest,
        *run_table.cells_of(found.result, columns),
    ]


def _json_line(found: RunResult) -> str:
    line = {
        **run_table.plain_row(found),
        "surname": found.registrant.surname,
        "forenames": found.registrant.forenames,
        "inputs": found.inputs,
    }
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"


def _download(run: ComplianceRun, ending: str, kind: str, content) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        content,
        content_type=kind,
        headers={
            "Content-Disposition": content_disposition_header(
                True, f"{run.number}-{run.cycle}.{ending}"
            ),
            "Cache-Control": "private, no-store",
        },
    )


CHANGE_COLUMNS = (
    (gettext_lazy("Number"), "either.number"),
    (gettext_lazy("Surname"), "either.registrant.surname"),
    (gettext_lazy("Forenames"), "either.registrant.forenames"),
    (gettext_lazy("Change"), "label"),
    (gettext_lazy("Outcome before"), lambda row: _outcome(row.before)),
    (gettext_lazy("Outcome after"), lambda row: _outcome(row.after)),
    (gettext_lazy("Why"), lambda row: "; ".join(row.reasons)),
)


@require_safe
@access(Permission.CYCLE_REPORT)
def run_against(request, run_number, other_number):
    """Who came out of the later of two runs otherwise than of the earlier one, and why."""
    two = _find(request, run_number), _find(request, other_number)
    before, after = sorted(two, key=lambda each: each.pk)
    if not (after.is_sealed and before.is_sealed and after.cycle == before.cycle):
        raise Http404
    filters = ChangeFilters(request.GET)
    filters.is_valid()
    found = Comparison(before, after, filters.cleaned_data.get("change", ""))
    if exports.wanted(request):
        name = f"{before.number}-{after.number}"
        return exports.csv_response(name, CHANGE_COLUMNS, found)
    figures = [
        {
            "number": found.counts[change.value],
            "label": change.label,
            "url": f"?change={change.value}",
        }
        for change in RunChange
        if found.counts[change.value]
    ]
    return render(
        request,
        "compliance/run_against.html",
        {
            "run": after,
            "before": before,
            "same_terms": (before.figures, before.as_at) == (after.figures, after.as_at),
            "figures": figures,
            "filters": filters,
            "page": page_of(request, found, size=PAGE),
        },
    )


def _outcome(found: RunResult | None) -> str:
    return str(found.get_standing_display()) if found else ""


def _find(request, number: str) -> ComplianceRun:
    return get_object_or_404(reads.runs_visible_to(request.actor), number=number)
