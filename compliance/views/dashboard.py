"""The dashboard of a cycle: who has met what, week by week, against the cycle before."""

from collections.abc import Mapping
from datetime import date

from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import charts, clock, exports
from cet_portal.core.access import access
from compliance import queries
from compliance.forms import EVERYBODY, GROUPS, DashboardFilters
from compliance.queries import dashboard as boards
from compliance.queries import weeks as reads
from compliance.rules import Period
from compliance.rules.forecast import Figure, per_cent
from compliance.rules.weeks import ALL, Asked, last_day_of, weeks_in
from compliance.views.cycle_asked import cycle_or_present

# Of the cycles that have begun so many are counted each night: the present one and its elder.
COUNTED = 2
COLUMNS = (
    (gettext_lazy("Cycle"), "cycle"),
    (gettext_lazy("Week"), "week"),
    (gettext_lazy("Group"), "get_group_display"),
    (gettext_lazy("Requirement"), "code"),
    (gettext_lazy("Specialty"), "specialty"),
    (gettext_lazy("Year"), lambda row: row.year or ""),
    (gettext_lazy("People"), "people"),
    (gettext_lazy("Met"), "met"),
    (gettext_lazy("Counted on"), "counted_on"),
    (gettext_lazy("Worked out afterwards"), "reckoned"),
)


@require_safe
@access(Permission.CYCLE_REPORT)
def cycle_dashboard(request, cycle: str = ""):
    """One cycle as counted last night, the present one without a name; `?group=` and
    `?requirement=` choose, `?format=csv` gives every figure of the cycle for that group."""
    today = clock.today()
    begun = queries.periods(today)
    period = cycle_or_present(cycle, begun, today)
    group = request.GET.get("group", "")
    group = group if group in GROUPS else EVERYBODY
    audiences = GROUPS[group][1]
    if exports.wanted(request):
        return exports.csv_response(
            f"cycle-{period.name}-{group}", COLUMNS, reads.week_figures(period, audiences)
        )
    found = boards.dashboard(period, _before(period, begun), groups=audiences)
    context = {
        "period": period,
        "cycles": [each.name for each in begun],
        "found": found,
        "is_counted": period in begun[:COUNTED],
    }
    if found:
        context |= _shown(request, found, group)
    return render(request, "compliance/dashboard.html", context)


def _before(period: Period, begun: list[Period]) -> Period | None:
    place = begun.index(period) + 1
    return begun[place] if place < len(begun) else None


def _shown(request, found: boards.Dashboard, group: str) -> dict:
    known = {_key(each.asked): each for each in found.standings}
    key = request.GET.get("requirement", "")
    chosen = known.get(key) or known.get(_key(ALL))
    context = {
        "weeks": weeks_in(found.period),
        "group": GROUPS[group][0],
        "filters": DashboardFilters(
            {"group": group, "requirement": _key(chosen.asked) if chosen else ""},
            requirements=[(key, each.label) for key, each in known.items()],
        ),
        "figures": _figures(found, known.get(_key(ALL))),
        "rows": [{"key": key, "standing": each, **_cells(each)} for key, each in known.items()],
        "bars": [_bar(each) for each in found.standings],
        "chosen": chosen,
    }
    if chosen:
        context |= _week_by_week(found, chosen, group)
        context["groups"] = [
            {"label": words, "standing": each, **_cells(each)}
            for words, each in _by_group(found, chosen.asked)
        ]
        if chosen.forecast and found.previous:
            context["sums"] = chosen.forecast.sums(week=found.week, previous=_named(found.previous))
    return context


def _figures(found: boards.Dashboard, everything: boards.Standing | None) -> list[dict]:
    if everything is None:
        return []
    figures = [
        {"number": everything.now.people, "label": _("people in this cycle")},
        {"number": everything.now.met, "label": _("have met everything")},
    ]
    if found.waiting is not None:
        figures.append({"number": found.waiting, "label": _("only lack acceptance")})
    if everything.forecast:
        figures.append(
            {"number": everything.forecast.met, "label": _("will have met it: forecast")}
        )
    return figures


def _cells(standing: boards.Standing) -> dict:
    forecast = standing.forecast
    return {
        "share": per_cent(standing.now.share),
        "then": per_cent(standing.then.share) if standing.then else "",
        "forecast": f"{forecast.met:,} ({per_cent(forecast.share)})" if forecast else "",
    }


def _bar(standing: boards.Standing) -> charts.Bar:
    return charts.Bar(
        standing.label,
        float(standing.now.share),
        per_cent(standing.now.share),
        float(standing.then.share) if standing.then else None,
    )


def _by_group(found: boards.Dashboard, asked: Asked) -> list[tuple]:
    return [
        (words, each)
        for key, (words, audiences) in GROUPS.items()
        if key != EVERYBODY and len(audiences) == 1
        for each in found.by_group.get(audiences[0], [])
        if each.asked == asked
    ]


def _week_by_week(found: boards.Dashboard, chosen: boards.Standing, group: str) -> dict:
    period, previous, asked = found.period, found.previous, chosen.asked
    audiences = GROUPS[group][1]
    last = weeks_in(period)
    now = reads.by_week(period, asked, audiences)
    then: dict[int, Figure] = {}
    if previous:
        then = reads.by_week(previous, reads.same_in(asked, period, previous), audiences)
    lines = [charts.line(_named(period), "now", _shares(now), last)]
    if then and previous:
        lines.append(charts.line(_named(previous), "before", _shares(then), last))
    if chosen.forecast:
        ahead = {found.week: float(chosen.now.share), last: float(chosen.forecast.share)}
        lines.append(charts.line(_("forecast"), "ahead", ahead, last))
    return {
        "lines": lines,
        "parts": _parts(period),
        "by_week": [
            {
                "week": week,
                "until": last_day_of(period, week),
                "now": now.get(week),
                "share": per_cent(now[week].share) if week in now else "",
                "then": per_cent(then[week].share) if week in then else "",
            }
            for week in sorted(now.keys() | then.keys())
        ],
    }


def _shares(figures: Mapping[int, Figure]) -> dict[int, float]:
    return {week: float(figure.share) for week, figure in figures.items()}


def _parts(period: Period) -> list[str]:
    """Equal parts of the cycle: years, or half years if it has no whole years."""
    months = (period.last_day.year - period.first_day.year) * 12 + (
        period.last_day.month - period.first_day.month + 1
    )
    step = 12 if months % 12 == 0 else 6
    starts = [period.first_day.month - 1 + offset for offset in range(0, months, step)]
    days = [date(period.first_day.year + start // 12, start % 12 + 1, 1) for start in starts]
    return [date_format(day, "Y" if step == 12 else "M Y") for day in days]


def _named(period: Period) -> str:
    return period.name.replace("-", " " + _("to") + " ")


def _key(asked: Asked) -> str:
    """How a requirement is called in the address."""
    return ":".join(str(part) for part in asked if part)
