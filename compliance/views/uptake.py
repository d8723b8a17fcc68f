"""Which competency units were taken up, and in which regions."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import charts, exports
from cet_portal.core.access import access
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import Region
from compliance.forms import UptakeFilters
from compliance.models import UptakeFigure
from compliance.queries import uptake as reads
from compliance.rules.uptake import NO_PLACE, NO_UNIT, ONLINE, place_words
from compliance.views.cycle_asked import cycle_of

COLUMNS = (
    (gettext_lazy("Cycle"), "cycle"),
    (gettext_lazy("Competency unit"), lambda row: row.unit or _("all")),
    (gettext_lazy("Region"), lambda row: place_words(row.region) if row.region else _("all")),
    (gettext_lazy("People"), "people"),
    (gettext_lazy("Accepted point entries"), "lines"),
    (gettext_lazy("Counted on"), "counted_on"),
)
PLACES = (*Region.values, ONLINE, NO_PLACE)


@require_safe
@access(Permission.CYCLE_REPORT)
def uptake(request):
    """Accepted points of a cycle by unit and region, as counted last night; `?cycle=`, `?region=`
    and `?unit=` choose, `?format=csv` gives everything."""
    period, cycles = cycle_of(request)
    found = reads.uptake(period)
    if exports.wanted(request):
        rows = [found[key] for key in sorted(found)]
        return exports.csv_response(f"uptake-{period.name}", COLUMNS, rows)
    units = {unit.code: f"{unit.code} {unit.name}" for unit in scheme_queries.units()}
    units[NO_UNIT] = _("Points without a unit")
    places = {region: place_words(region) for region in PLACES}
    filters = UptakeFilters(
        {
            "cycle": period.name,
            "region": _known(request.GET.get("region"), places),
            "unit": _known(request.GET.get("unit"), units),
        },
        cycles=[value for value, _words in cycles.fields["cycle"].choices],
        regions=list(places.items()),
        units=list(units.items()),
    )
    region, unit = filters.data["region"], filters.data["unit"]
    by_unit = [(words, found.get((code, region))) for code, words in units.items()]
    by_region = [(words, found.get((unit, code))) for code, words in places.items()]
    context = {
        "period": period,
        "filters": filters,
        "whole": found.get(("", "")),
        "region": places.get(region),
        "unit": units.get(unit),
        "by_unit": _part(by_unit, _("Competency unit")),
        "by_region": _part(by_region, _("Region")),
    }
    return render(request, "compliance/report_uptake.html", context)


def _known(wanted: str | None, among: dict[str, str]) -> str:
    return wanted if wanted in among else ""


def _part(rows: list[tuple[str, UptakeFigure | None]], heading: str) -> dict:
    """A chart of people, and the table under it."""
    people = [(words, row.people if row else 0) for words, row in rows]
    return {
        "bars": charts.bars_of(people),
        "columns": [
            {"label": heading},
            {"label": _("People"), "numeric": True},
            {"label": _("Point entries"), "numeric": True},
        ],
        "rows": [
            {
                "cells": [
                    {"text": words},
                    {"text": f"{row.people if row else 0:,}", "numeric": True},
                    {"text": f"{row.lines if row else 0:,}", "numeric": True},
                ]
            }
            for words, row in rows
        ],
    }
