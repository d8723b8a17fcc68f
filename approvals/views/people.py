"""The list of approvers, with load and timeliness."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from approvals.queries import load
from approvals.views.profile import days_label, profession_label
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.lists import in_order, page_of

SORTS = {
    "name": "name",
    "profession": "approver_profile__profession",
    "open": "open_cases",
    "week": "due_this_week",
    "late": "late",
    "decided": "decided",
    "days": "median_days",
    "approved": "approved_share",
    "rejected": "rejected_share",
    "asked": "asked_share",
}


def _absences(approver) -> str:
    return "; ".join(days_label(each) for each in approver.absences_ahead)


COLUMNS = (
    (gettext_lazy("Approver"), "name"),
    (gettext_lazy("Profession"), profession_label),
    (gettext_lazy("Open"), "open_cases"),
    (gettext_lazy("Due within a week"), "due_this_week"),
    (gettext_lazy("Late"), "late"),
    (gettext_lazy("Decided in 12 months"), "decided"),
    (gettext_lazy("Median working days"), "median_days"),
    (gettext_lazy("Approved, %"), "approved_share"),
    (gettext_lazy("Rejected, %"), "rejected_share"),
    (gettext_lazy("Asked first, %"), "asked_share"),
    (gettext_lazy("Absences"), _absences),
)


@require_safe
@access(Permission.APPROVAL_MANAGE)
def approver_list(request):
    """Every approver with load, timeliness, outcomes and absences."""
    found = load.with_load(load.approvers_visible_to(request.actor), at=clock.now())
    rows = in_order(request, found, SORTS)
    if exports.wanted(request):
        return exports.csv_response(_("approvers"), COLUMNS, rows)
    page = page_of(request, rows, size=60)
    shown = [{"approver": each, "profession": profession_label(each)} for each in page]
    return render(request, "approvals/approver_list.html", {"page": page, "rows": shown})
