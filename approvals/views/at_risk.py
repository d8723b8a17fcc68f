"""Cases whose clock may run out unseen, and moving several of them at once."""

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from approvals import queries, services
from approvals.enums import ApplicationStatus
from approvals.forms.assigning import PORTAL, MoveForm
from approvals.forms.at_risk import RiskFilter
from approvals.models import CetApplication
from approvals.queries import at_risk as risks
from approvals.queries import choosing, load
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports, holidays
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import in_order, page_of
from cet_portal.core.workdays import add_working_days

SOON_WORKING_DAYS = 3
# As many as one page of the list shows.
MOST_AT_ONCE = 50
SORTS = {
    "number": "pk",
    "title": "title",
    "provider": "provider__name",
    "status": "status",
    "due": "due_on",
    "approver": "approver__name",
}


def why(row) -> list[str]:
    """Why a case is at risk, in sentences."""
    found = []
    if row.is_late:
        found.append(_("Late"))
    if row.is_soon:
        found.append(_("Due soon"))
    if row.is_nobodys:
        found.append(_("No approver"))
    if row.is_unable and row.status == ApplicationStatus.INFORMATION_REQUESTED:
        found.append(_("The approver cannot decide it any more: the provider answers first"))
    elif row.is_unable:
        found.append(_("The approver has a conflict or no access any more"))
    if row.away_from and row.status in CetApplication.WITH_THE_APPROVER:
        found.append(_("Away from %(day)s") % {"day": date_format(row.away_from, "j F Y")})
    return found


COLUMNS = (
    (gettext_lazy("Number"), "c_number"),
    (gettext_lazy("Title"), "title"),
    (gettext_lazy("Provider"), "provider.name"),
    (gettext_lazy("Status"), "get_status_display"),
    (gettext_lazy("Approver"), lambda row: str(row.approver or "")),
    (gettext_lazy("Due"), "due_on"),
    (gettext_lazy("Why"), lambda row: "; ".join(why(row))),
)


def _rows(request, **chosen):
    today = clock.today()
    soon = add_working_days(today, SOON_WORKING_DAYS, holidays.current())
    return risks.at_risk(request.actor, today=today, soon=soon, **chosen)


@require_safe
@access(Permission.APPROVAL_MANAGE)
def at_risk(request):
    """Late, due soon, without an approver, or with one who is away or cannot decide."""
    names = [(one.pk, str(one)) for one in choosing.approvers()]
    filters = RiskFilter(request.GET, approvers=names)
    chosen = filters.values()
    rows = _rows(request, why=chosen["why"])
    if chosen["approver"]:
        rows = rows.filter(approver=chosen["approver"])
    return _list(request, rows, "approvals/at_risk.html", _("at-risk"), filters=filters)


@require_safe
@access(Permission.APPROVAL_MANAGE)
def without_approver(request):
    """What nobody has, or nobody who may decide it: no approver fitted, it was handed back without
    a successor, or whoever has it has a conflict by now."""
    rows = _rows(request, why=risks.WITHOUT_APPROVER)
    return _list(request, rows, "approvals/without_approver.html", _("without-approver"))


def _list(request, rows, template: str, name: str, *, filters: RiskFilter | None = None):
    rows = in_order(request, rows, SORTS)
    if exports.wanted(request):
        return exports.csv_response(name, COLUMNS, rows)
    page = page_of(request, rows, size=MOST_AT_ONCE)
    context = {
        "page": page,
        "rows": [{"case": row, "why": why(row)} for row in page],
        "filters": filters,
        "is_filtered": filters is not None and any(filters.values().values()),
    }
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
@access(Permission.APPROVAL_MANAGE)
def move(request):
    """The cases ticked: to whom and why; then who gets which, or why not; then the act."""
    numbers = list(dict.fromkeys(request.GET.getlist("case")))[:MOST_AT_ONCE]
    visible = queries.open_cases(request.actor).filter(c_number__in=numbers)
    cases = [] if any("\0" in number for number in numbers) else list(visible)
    if not cases:
        messages.info(request, _("Tick at least one case that waits for a decision."))
        return redirect("approvals:at_risk")
    considered = choosing.objections_by_approver(cases, at=clock.now())
    form = bind_form(
        request,
        MoveForm,
        approvers=[one for one, _found in considered[0]],
        taken=any(each.approver_id for each in cases),
    )
    plan = None
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        if "planned" in request.POST:
            return _moved(request, cases, form)
        plan = _plan(cases, considered, form.cleaned_data["to"])
    context = {"cases": cases, "form": form, "plan": plan}
    context["movable"] = sum(each["to"] is not None for each in plan or [])
    return render(request, "approvals/move.html", context)


def _plan(cases, considered, to: str) -> list[dict[str, Any]]:
    """For each case who gets it; or nobody, and why."""
    if to == PORTAL:
        chosen = choosing.share_out(cases, at=clock.now())
        nobody = _("No approver fits. Choose one yourself.")
        return [
            {"case": each, "to": one, "why": "" if one else nobody}
            for each, one in zip(cases, chosen, strict=True)
        ]
    plan = []
    for each, found in zip(cases, considered, strict=True):
        one, against = next(pair for pair in found if str(pair[0].user_id) == to)
        bars = [objection for objection in against if objection.bar]
        said = " ".join(str(objection.sentence) for objection in bars or against)
        plan.append({"case": each, "to": None if bars else one, "why": said})
    return plan


def _moved(request, cases: list[CetApplication], form: MoveForm):
    moves = _planned(request, cases)
    refused = services.reassign_many(
        moves=moves,
        reason=form.cleaned_data.get("reason", ""),
        actor=request.actor,
        at=clock.now(),
    )
    for each, sentence in refused:
        messages.info(request, f"{each.application.c_number}: {sentence}")
    done = len(moves) - len(refused)
    if done:
        words = ngettext(
            "%(number)d case went to its new approver.",
            "%(number)d cases went to their new approvers.",
            done,
        )
        messages.success(request, words % {"number": done})
    return redirect("approvals:at_risk")


def _planned(request, cases: list[CetApplication]) -> list[services.Move]:
    """The moves that the check page showed: number, to whom, who had it. What cannot be read, or
    is no approver, is left out; the service refuses what must not be."""
    known = {each.c_number: each for each in cases}
    read = [line.split(":") for line in request.POST.getlist("planned")]
    lines = [
        (known[line[0]], int(line[1]), int(line[2]) or None)
        for line in read
        if len(line) == 3
        and line[0] in known
        and all(part.isascii() and part.isdecimal() and len(part) < 10 for part in line[1:])
    ]
    approvers = load.with_keys(to for _case, to, _had in lines)
    return [
        services.Move(application=case, approver=approvers[to], instead_of=had)
        for case, to, had in lines
        if to in approvers
    ]
