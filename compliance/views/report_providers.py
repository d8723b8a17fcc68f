"""What providers got approved and delivered, how timely, and how it was rated."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import charts, clock, exports
from cet_portal.core.access import access
from cet_portal.core.lists import in_order, page_of
from compliance.views.cycle_asked import cycle_of
from sessions_events.queries import reporting as provider_reads
from sessions_events.rules.opinions import LEAST_SHOWN


def _average(row) -> str:
    """Of so few that somebody could be recognised, none."""
    return f"{row.average:.1f}" if row.rated >= LEAST_SHOWN else ""


def _share(share: float) -> str:
    return f"{share:.1f}" if share >= 0 else ""


PROVIDER_SORTS = {
    name: name for name in ("name", "approved", "delivered", "on_time", "late", "rated", "average")
} | {"share": "on_time_share"}
PROVIDER_COLUMNS = (
    (gettext_lazy("Provider"), "name"),
    (gettext_lazy("CET approved"), "approved"),
    (gettext_lazy("Events delivered"), "delivered"),
    (gettext_lazy("On time"), "on_time"),
    (gettext_lazy("Late"), "late"),
    (gettext_lazy("On time in per cent"), lambda row: _share(row.on_time_share)),
    (gettext_lazy("Ratings"), "rated"),
    (gettext_lazy("Average rating"), _average),
)


@require_safe
@access(Permission.PROVIDER_OVERSEE)
def providers(request):
    """What each provider did in a cycle; `?cycle=`, `?sort=`, `?format=csv`."""
    today = clock.today()
    period, filters = cycle_of(request)
    found = provider_reads.providers_in(period.first_day, period.last_day, today=today)
    rows = in_order(request, found, PROVIDER_SORTS)
    if exports.wanted(request):
        return exports.csv_response(f"providers-{period.name}", PROVIDER_COLUMNS, rows)
    # The order needs the figures of all: they are read once, for the sums and for the page.
    known = list(rows)
    page = page_of(request, known)
    sums = provider_reads.sums_of(known)
    due = sums["all_on_time"] + sums["all_late"]
    context = {
        "period": period,
        "filters": filters,
        "figures": [
            {"number": sums["all_approved"], "label": _("CET approved")},
            {"number": sums["all_delivered"], "label": _("events delivered")},
            {"number": sums["all_late"], "label": _("declarations and uploads late")},
            {"number": sums["all_rated"], "label": _("ratings")},
        ],
        "page": page,
        "columns": _provider_columns(),
        "rows": [_provider_cells(row) for row in page],
        "bars": [
            charts.Bar(
                row.name,
                row.on_time_share / 100,
                f"{row.on_time_share:.1f}%",
                sums["all_on_time"] / due,
            )
            for row in page
            if row.on_time_share >= 0
        ],
        "least": LEAST_SHOWN,
    }
    return render(request, "compliance/report_providers.html", context)


def _provider_columns() -> list[dict]:
    return [
        {"label": _("Provider"), "sort": "name"},
        {"label": _("CET approved"), "sort": "approved", "numeric": True},
        {"label": _("Events delivered"), "sort": "delivered", "numeric": True},
        {"label": _("On time"), "sort": "on_time", "numeric": True},
        {"label": _("Late"), "sort": "late", "numeric": True},
        {"label": _("Share on time"), "sort": "share", "numeric": True},
        {"label": _("Ratings"), "sort": "rated", "numeric": True},
        {"label": _("Average"), "sort": "average", "numeric": True},
    ]


def _provider_cells(row) -> dict:
    numbers = (
        row.approved,
        row.delivered,
        row.on_time,
        row.late,
        f"{row.on_time_share:.1f}%" if row.on_time_share >= 0 else "–",
        row.rated,
        _average(row) or "–",
    )
    url = reverse("providers:staff_provider", args=[row.pk])
    cells = [{"text": number, "numeric": True} for number in numbers]
    return {"cells": [{"text": row.name, "url": url}, *cells]}
