"""A cycle in its last counted week, against the cycle before it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from cet_portal.scheme.enums import Audience
from compliance.enums import RequirementCode
from compliance.models import WeekFigure
from compliance.queries.weeks import same_in, weeks_alike
from compliance.rules import Period, Requirement
from compliance.rules.forecast import NOBODY, Figure, Forecast, against_forecast
from compliance.rules.weeks import ALL, EVERYTHING, WAITING, Asked, weeks_in


@dataclass(frozen=True, slots=True)
class Standing:
    """One requirement of some groups: now, and of the previous cycle in the same week and at its
    end. `against`: why there is no forecast."""

    asked: Asked
    now: Figure
    then: Figure | None
    end: Figure | None
    forecast: Forecast | None
    against: str

    @property
    def label(self) -> str:
        """What people call it."""
        return label_of(self.asked)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A cycle in its last counted week. `previous`: the cycle before, if it can be compared;
    `waiting`: how many only lack acceptance; `reckoned`: worked out afterwards."""

    period: Period
    previous: Period | None
    week: int
    counted_on: date
    reckoned: bool
    waiting: int | None
    standings: list[Standing]
    by_group: dict[str, list[Standing]]


def label_of(asked: Asked) -> str:
    """A requirement in words, or all of them."""
    if asked == ALL:
        return _("All requirements")
    return Requirement(
        code=asked.code,
        required=0,
        obtained=0,
        rule="",
        explanation="",
        specialty=asked.specialty or None,
        year=asked.year or None,
    ).label


def dashboard(
    period: Period, before: Period | None, *, groups: Collection[str]
) -> Dashboard | None:
    """The cycle for these groups, against the one before it; None if it was never counted.

    In two queries. `by_group`: the same for each audience alone.
    """
    week = WeekFigure.objects.filter(cycle=period.name).aggregate(last=Max("week"))["last"]
    if week is None:
        return None
    previous = before if before and weeks_alike(period, before) else None
    rows = list(_rows_of(period, previous, week))
    here = [row for row in rows if row.cycle == period.name]
    waiting = [row.met for row in here if row.code == WAITING.code and row.group in groups]
    return Dashboard(
        period=period,
        previous=previous,
        week=week,
        counted_on=max(row.counted_on for row in here),
        reckoned=all(row.reckoned for row in here),
        waiting=sum(waiting) if any(row.code == WAITING.code for row in here) else None,
        standings=_standings(rows, period, previous, week, groups),
        by_group={
            group: _standings(rows, period, previous, week, [group])
            for group in Audience.values
            if any(row.group == group for row in here)
        },
    )


def _rows_of(period: Period, previous: Period | None, week: int) -> Iterable[WeekFigure]:
    wanted = WeekFigure.objects.filter(cycle=period.name, week=week)
    if previous:
        weeks = [week, weeks_in(previous)]
        wanted |= WeekFigure.objects.filter(cycle=previous.name, week__in=weeks)
    return wanted


def _standings(
    rows: Sequence[WeekFigure],
    period: Period,
    previous: Period | None,
    week: int,
    groups: Collection[str],
) -> list[Standing]:
    summed: dict[tuple[str, int, Asked], Figure] = defaultdict(lambda: NOBODY)
    for row in rows:
        if row.group in groups:
            key = (row.cycle, row.week, Asked(row.code, row.specialty, row.year))
            summed[key] += Figure(row.people, row.met)
    here = sorted(
        (
            asked
            for cycle, of_week, asked in summed
            if cycle == period.name and of_week == week and asked != WAITING
        ),
        key=_place,
    )
    counted_in = max((row.counted_on.year for row in rows if row.cycle == period.name), default=0)
    return [
        _standing(summed, asked, period, previous, week, is_over=0 < asked.year < counted_in)
        for asked in here
        if asked.year <= counted_in
    ]


def _standing(
    summed: dict[tuple[str, int, Asked], Figure],
    asked: Asked,
    period: Period,
    previous: Period | None,
    week: int,
    *,
    is_over: bool,
) -> Standing:
    now = summed[period.name, week, asked]
    then = end = None
    if previous:
        same = same_in(asked, period, previous)
        then = summed.get((previous.name, week, same))
        end = summed.get((previous.name, weeks_in(previous), same))
    against = against_forecast(now, then, end)
    if is_over:
        against = _("There is no forecast: the year is over.")
    if week == weeks_in(period):
        against = _("The cycle is in its last week, so there is no forecast any more.")
    forecast = Forecast(now, then, end) if then and end and not against else None
    return Standing(asked, now, then, end, forecast, against)


def _place(asked: Asked) -> tuple[int, str, int]:
    order = [EVERYTHING, *RequirementCode.values]
    return order.index(asked.code), asked.specialty, asked.year
