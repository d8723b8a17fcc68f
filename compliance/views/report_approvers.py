"""Load, time and outcomes of approvers."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from approvals.queries import reporting as reads
from cet_portal.accounts.roles import Permission, Role
from cet_portal.core import charts, exports
from cet_portal.core.access import access
from cet_portal.core.lists import in_order, page_of
from cet_portal.scheme import limits
from compliance.views.cycle_asked import cycle_of


def _days(days: float) -> str:
    return f"{days:.1f}" if days >= 0 else ""


APPROVER_SORTS = {
    name: name
    for name in ("name", "decided", "approved", "rejected", "asked", "late", "overturned")
} | {"open": "open_cases", "median": "median_days", "mean": "mean_days"}
APPROVER_COLUMNS = (
    (gettext_lazy("Approver"), "name"),
    (gettext_lazy("Open now"), "open_cases"),
    (gettext_lazy("Decided"), "decided"),
    (gettext_lazy("Approved"), "approved"),
    (gettext_lazy("Rejected"), "rejected"),
    (gettext_lazy("Asked first"), "asked"),
    (gettext_lazy("Late"), "late"),
    (gettext_lazy("Overturned on appeal"), "overturned"),
    (gettext_lazy("Median of working days"), lambda row: _days(row.median_days)),
    (gettext_lazy("Mean of working days"), lambda row: _days(row.mean_days)),
)


@require_safe
@access(Permission.APPROVAL_MANAGE)
def approvers(request):
    """Load, time and outcomes of each approver; the address as of `providers`."""
    period, filters = cycle_of(request)
    found = reads.approvers_in(period.first_day, period.last_day)
    rows = in_order(request, found, APPROVER_SORTS)
    if exports.wanted(request):
        return exports.csv_response(f"approvers-{period.name}", APPROVER_COLUMNS, rows)
    page = page_of(request, rows)
    limit = limits.APPROVAL_WORKING_DAYS
    longest = max([limit, *(row.median_days for row in page)])
    context = {
        "period": period,
        "filters": filters,
        "limit": limit,
        "page": page,
        "columns": _approver_columns(),
        "rows": [_approver_cells(row) for row in page],
        "bars": [
            charts.Bar(row.name, row.median_days / longest, _days(row.median_days), limit / longest)
            for row in page
            if row.median_days >= 0
        ],
    }
    return render(request, "compliance/report_approvers.html", context)


def _approver_columns() -> list[dict]:
    names = (
        (_("Open now"), "open"),
        (_("Decided"), "decided"),
        (_("Approved"), "approved"),
        (_("Rejected"), "rejected"),
        (_("Asked first"), "asked"),
        (_("Late"), "late"),
        (_("Overturned"), "overturned"),
        (_("Median days"), "median"),
    )
    columns = [{"label": label, "sort": sort, "numeric": True} for label, sort in names]
    return [{"label": _("Approver"), "sort": "name"}, *columns]


def _approver_cells(row) -> dict:
    numbers = (
        row.open_cases,
        row.decided,
        row.approved,
        row.rejected,
        row.asked,
        row.late,
        row.overturned,
        _days(row.median_days) or "–",
    )
    approves = row.is_active and row.holds(Role.APPROVER)
    url = reverse("approvals:approver_page", args=[row.pk]) if approves else ""
    return {
        "cells": [
            {"text": row.name, "url": url},
            *({"text": number, "numeric": True} for number in numbers),
        ]
    }
