"""Who is below the annual minimum of a year, with its sum: the list of that step."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.lists import page_of
from cet_portal.scheme.enums import Profession
from compliance.enums import EndStep, LetterKind
from compliance.forms.runs import PersonFilter
from compliance.models import ComplianceRun
from compliance.queries import annual as reads
from compliance.queries.letters import last_run
from compliance.queries.runs import AT_ONCE, with_keys
from compliance.rules.timetable import milestone
from compliance.views.cycle_asked import cycle_named

PAGE = 50
COLUMNS = (
    (gettext_lazy("Number"), "result.number"),
    (gettext_lazy("Surname"), "result.registrant.surname"),
    (gettext_lazy("Forenames"), "result.registrant.forenames"),
    (gettext_lazy("Profession"), lambda row: _profession(row.result)),
    (gettext_lazy("Obtained"), "requirement.obtained"),
    (gettext_lazy("Required"), "requirement.required"),
    (gettext_lazy("Missing"), "requirement.shortfall"),
    (gettext_lazy("Letter"), lambda row: row.letter.written_on if row.letter else ""),
    (gettext_lazy("How this was worked out"), "requirement.explanation"),
)


@require_safe
@access(Permission.CYCLE_REPORT)
def annual_list(request, cycle, year):
    """Everybody below it in the newest run that holds the whole year, and how many they are."""
    period = cycle_named(cycle)
    step = milestone(period, EndStep.ANNUAL, year)
    if step is None:
        raise Http404
    filters = PersonFilter(request.GET)
    filters.is_valid()
    run = last_run(period.name, LetterKind.ANNUAL, year)
    context = {
        "period": period,
        "milestone": step,
        "is_past": step.is_past(clock.today()),
        "run": run,
        "filters": filters,
    }
    if run is not None:
        rows = reads.below_in(run, year, words=filters.cleaned_data.get("words", ""))
        if exports.wanted(request):
            name = f"{_('annual-minimum')}-{period.name}-{year}"
            return exports.csv_response(name, COLUMNS, _all(run, year, rows))
        # The rows are wide: a page far behind is found by its keys.
        page = page_of(request, rows.values_list("pk", flat=True), size=PAGE)
        page.object_list = reads.told_below(run, year, with_keys(page))
        context |= {"page": page, "figures": _figures(run, year)}
    return render(request, "compliance/annual_list.html", context)


def _all(run: ComplianceRun, year: int, rows):
    """Everybody, a thousand at a time."""
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        yield from reads.told_below(run, year, with_keys(keys[start : start + AT_ONCE]))


def _figures(run: ComplianceRun, year: int) -> list[dict]:
    found = reads.sum_of(run, year)
    reached = found.asked - found.below
    return [
        {
            "number": found.below,
            "label": _("below the annual minimum"),
            "warning": bool(found.below),
        },
        {"number": reached, "label": _("reached it")},
        {"number": found.asked, "label": _("people who had one to reach")},
    ]


def _profession(found) -> str:
    return str(Profession(found.profession).label) if found.profession else ""
