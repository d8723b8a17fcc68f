"""Points that came after the end of their cycle: settled singly, or many at once."""

from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refused
from compliance import queries, services
from compliance.forms.outcomes import LateFilter, LateForm
from compliance.queries import late as reads
from compliance.views.acts import keys_shown
from registrants.models import PointEntry

PAGE = 50
FIRST = 10
SORTS = {
    "event": "event_reference",
    "person": "registrant__surname_key",
    "number": "number",
    "day": "event_date",
    "arrived": "arrived_at",
    "points": "total",
}
COLUMNS = (
    (gettext_lazy("Event"), "event_reference"),
    (gettext_lazy("Title"), "title"),
    (gettext_lazy("Provider"), "provider_name"),
    (gettext_lazy("Number"), "number"),
    (gettext_lazy("Registrant"), lambda row: str(row.registrant)),
    (gettext_lazy("Day"), "event_date"),
    (gettext_lazy("Last day of the cycle"), "due_on"),
    (gettext_lazy("Arrived"), "arrived_at"),
    (gettext_lazy("Points"), "total"),
)


def _filtered(request):
    periods = [each for each in queries.periods(clock.today()) if each.last_day < clock.today()]
    form = LateFilter(request.GET, cycles=[each.name for each in periods])
    form.is_valid()
    found = form.cleaned_data
    rows = reads.late_list(
        request.actor,
        period=queries.period_named(found.get("cycle") or "", periods),
        words=found.get("words") or "",
        provider=found.get("provider") or "",
    )
    return form, rows, periods


@require_safe
@access(Permission.CASE_SETTLE)
def late(request):
    """All that waits, by person; with boxes to tick and a button for all that the filters leave."""
    form, rows, _periods = _filtered(request)
    if exports.wanted(request):
        return exports.csv_response(_("late-points"), COLUMNS, rows)
    page = page_of(request, rows, sorts=SORTS, size=PAGE)
    context = {
        "form": form,
        "page": page,
        "events": reads.events_behind(request.actor, page),
        "under_a_case": reads.under_a_case(request.actor),
        "under_a_dispute": reads.under_a_dispute(request.actor),
    }
    return render(request, "compliance/late/list.html", context)


@require_POST
@access(Permission.CASE_SETTLE)
def settle(request):
    """What it would do, the reason, and then the act itself."""
    if "decision" not in request.POST and "keys" not in request.POST:
        return _first_look(request)
    if "meet" in request.POST:
        return _asked_who_would_meet(request)
    form = bind_form(request, LateForm)
    if form.is_valid():
        said = form.cleaned_data
        try:
            act = services.begin_late(
                keys=said["keys"],
                count=said["decision"] == LateForm.COUNT,
                reason=said["reason"],
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect("compliance:act", act.pk)
    return _shown(request, form, *_asked(request))


def _asked(request):
    """Keys of the lines that were shown, and those of them that wait still."""
    keys = keys_shown(request.POST.get("keys", ""))
    return keys, reads.late_lines(request.actor, keys)


def _first_look(request):
    if "all" in request.POST:
        # What the list has is asked for as it is: by thousands of keys it would take longer.
        _form, lines, _periods = _filtered(request)
        keys = list(lines.values_list("pk", flat=True))
    else:
        keys = keys_shown(" ".join(request.POST.getlist("line")))
        lines = reads.late_lines(request.actor, keys)
    if not keys:
        messages.info(request, _("Tick the lines that you want to settle."))
        return redirect("compliance:late")
    return _shown(request, LateForm(initial={"keys": keys}), keys, lines)


def _asked_who_would_meet(request):
    """The same page, which takes some seconds now."""
    keys, lines = _asked(request)
    return _shown(request, LateForm(initial={"keys": keys}), keys, lines, asked=True)


def _shown(request, form, keys: list[int], lines: QuerySet[PointEntry], *, asked: bool = False):
    periods = [each for each in queries.periods(clock.today()) if each.last_day < clock.today()]
    first = list(lines[:FIRST])
    effect = reads.effect_of(lines, periods, asked=asked)
    context = {
        "form": form,
        "effect": effect,
        "untold": effect.untold,
        "lines": first,
        "keys": " ".join(map(str, keys)),
        "events": reads.events_behind(request.actor, first),
        "more": max(0, effect.lines - FIRST),
    }
    return render(request, "compliance/late/settle.html", context)
