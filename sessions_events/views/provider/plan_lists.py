"""Events planned from a list: template, preview row by row, plan what can be planned."""

from dataclasses import replace
from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import require
from cet_portal.core.reading.lines import Unreadable
from sessions_events import permissions, services
from sessions_events.enums import Region
from sessions_events.forms.plans.files import PlansFileForm
from sessions_events.forms.plans.rows import read_row
from sessions_events.models import PlanList
from sessions_events.queries import plans as reads
from sessions_events.rules import plan_tables
from sessions_events.rules.plans import Judged, Plan

LATEST = 10
EXAMPLE_IN = timedelta(days=90)
ROWS_ON_A_PAGE = 100
EXAMPLE = {
    "cet": "C-10001",
    "name": "Leeds spring conference",
    "starts": "18:30",
    "ends": "20:00",
    "venue": "Civic Hall",
    "address": "Calverley Street",
    "town": "Leeds",
    "region": Region.YORKSHIRE.label,
    "latitude": "53.8021",
    "longitude": "-1.5483",
    "capacity": "40",
    "price": "Free",
    "open_to_all": "yes",
}
# What the list of rows can be narrowed to.
PARTS = {
    "good": gettext_lazy("can be planned"),
    "problem": gettext_lazy("cannot be planned"),
    "known": gettext_lazy("planned"),
}


@access(Permission.EVENT_PLAN)
def plan_file(request):
    """Send a list; and those sent before."""
    at, actor = clock.now(), request.actor
    require(permissions.may_plan(actor, actor.tenant_id, at=at))
    form = bind_form(request, PlansFileForm)
    if form.is_valid():
        kept = _keep(request, form, at)
        if kept:
            return redirect("sessions_events:plan_list", kept.pk)
    latest = reads.plan_lists_visible_to(actor)[:LATEST]
    return render(request, "sessions_events/plan_file.html", {"form": form, "latest": latest})


def _keep(request, form: PlansFileForm, at) -> PlanList | None:
    """The list as it is kept. None where it cannot be read: the form says why."""
    file = form.cleaned_data["file"]
    try:
        if file:
            name, table = file.name, plan_tables.read_file(file)
        else:
            name, table = _("Pasted table"), plan_tables.read_text(form.cleaned_data["text"])
    except Unreadable as unreadable:
        form.add_error("file" if file else "text", str(unreadable))
        return None
    kept = services.keep_plan_list(
        provider_id=request.actor.tenant_id, name=name, table=table, actor=request.actor, at=at
    )
    if table.note:
        messages.info(request, table.note)
    if kept.made_at != at:
        messages.info(request, _("This list was sent before. Here is how it stands."))
    return kept


@require_safe
@access(Permission.EVENT_PLAN)
def plan_template(request):
    """A file with the headings, and one row that shows what goes where."""
    columns = [
        (plan_tables.COLUMNS[name][0], lambda row, name=name: row.get(name, ""))
        for name in plan_tables.IN_TEMPLATE
    ]
    day = clock.today() + EXAMPLE_IN
    example = {**EXAMPLE, "day": day.strftime("%d/%m/%Y")}
    return exports.csv_response(_("events to plan"), columns, [example])


def _find(request, list_id: int) -> PlanList:
    return get_object_or_404(reads.plan_lists_visible_to(request.actor), pk=list_id)


def _read(kept: PlanList, today) -> list[Plan | Judged]:
    return [read_row(row["line"], row["cells"], kept.layout, today) for row in kept.rows]


def _judged(request, kept: PlanList, at) -> list[Judged]:
    """Every row of the list, in its order, as it stands now."""
    rows = _read(kept, clock.london_date(at))
    plans = [row for row in rows if isinstance(row, Plan)]
    found = services.judge_plans(
        provider_id=kept.provider_id, plans=plans, actor=request.actor, at=at
    )
    by_line = {each.line: each for each in found}
    judged = [row if isinstance(row, Judged) else by_line[row.line] for row in rows]
    # What the list has become stays so, also where its event was cancelled since.
    return [
        replace(each, problem="", known=kept.planned.get(str(each.line), each.known))
        if str(each.line) in kept.planned
        else each
        for each in judged
    ]


def _part(judged: Judged) -> str:
    return "problem" if judged.problem else "known" if judged.known else "good"


@require_safe
@access(Permission.EVENT_PLAN)
def plan_list(request, list_id):
    """What would become of each row, and what became of it."""
    at, kept = clock.now(), _find(request, list_id)
    require(permissions.may_plan(request.actor, kept.provider_id, at=at))
    judged = _judged(request, kept, at)
    part = request.GET.get("rows", "")
    shown = [each for each in judged if part not in PARTS or _part(each) == part]
    counts = {name: sum(_part(each) == name for each in judged) for name in PARTS}
    boxes = [
        {"number": counts[name], "label": words, "url": f"?rows={name}"}
        for name, words in PARTS.items()
    ]
    page = Paginator(shown, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "sessions_events/plan_list.html",
        {"list": kept, "page": page, "boxes": boxes, "counts": counts, "all": len(judged)},
    )


@require_POST
@access(Permission.EVENT_PLAN)
def plan_list_take(request, list_id):
    """Plan the good rows."""
    at, kept = clock.now(), _find(request, list_id)
    plans = [row for row in _read(kept, clock.london_date(at)) if isinstance(row, Plan)]
    events = services.plan_listed(plan_list=kept, plans=plans, actor=request.actor, at=at)
    if events:
        words = ngettext(
            "%(number)s event is planned.", "%(number)s events are planned.", len(events)
        )
        messages.success(request, words % {"number": len(events)})
    else:
        messages.info(request, _("There was nothing new to plan in this list."))
    return redirect("sessions_events:plan_list", list_id)


@require_safe
@access(Permission.EVENT_PLAN)
def plan_list_rest(request, list_id):
    """The rows that cannot be planned, in the list's own columns, with the reason."""
    at, kept = clock.now(), _find(request, list_id)
    cells = {row["line"]: row["cells"] for row in kept.rows}
    rest = [each for each in _judged(request, kept, at) if each.problem]
    own = [
        (
            heading or _("Column %(number)s") % {"number": place + 1},
            lambda row, place=place: _cell(cells[row.line], place),
        )
        for place, heading in enumerate(kept.headings)
        if heading != plan_tables.REASON_HEADING
    ]
    columns = [*own, (plan_tables.REASON_HEADING, "problem")]
    return exports.csv_response(f"{kept.name.rsplit('.', 1)[0]}-rest", columns, rest)


def _cell(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""
