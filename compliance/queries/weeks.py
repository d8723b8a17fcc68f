"""Reads of the weekly figures: a cycle against the one before, and which weeks there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, QuerySet, Sum
from django.utils.translation import gettext as _

from cet_portal.scheme.enums import Audience
from compliance.enums import RequirementCode
from compliance.models import UptakeFigure, WeekFigure
from compliance.rules import Period, Requirement
from compliance.rules.forecast import NOBODY, Figure, Forecast, against_forecast
from compliance.rules.weeks import (
    ALL,
    EVERYTHING,
    SETTLING_DAYS,
    WAITING,
    Asked,
    week_of,
    weeks_in,
)


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


def weeks_alike(period: Period, other: Period) -> bool:
    """Can the two be compared week by week? The initial relevant period is half as long."""
    return weeks_in(period) == weeks_in(other)


def by_week(period: Period, asked: Asked, groups: Collection[str]) -> dict[int, Figure]:
    """One requirement of these groups in each week that has figures."""
    rows = (
        _of(period, groups)
        .filter(code=asked.code, specialty=asked.specialty, year=asked.year)
        .values("week")
        .annotate(all_people=Sum("people"), all_met=Sum("met"))
        .order_by("week")
    )
    return {row["week"]: Figure(row["all_people"], row["all_met"]) for row in rows}


def week_figures(period: Period, groups: Collection[str]) -> QuerySet[WeekFigure]:
    """Every figure of a cycle for these groups, week by week."""
    return _of(period, groups).order_by("week", "group", "code", "specialty", "year")


def weeks_not_counted(period: Period, today: date) -> list[int]:
    """The weeks of a cycle that lie behind and have no figures."""
    behind = weeks_in(period) if period.last_day < today else week_of(period, today) - 1
    there = set(
        WeekFigure.objects.filter(cycle=period.name).values_list("week", flat=True).distinct()
    )
    return [week for week in range(1, behind + 1) if week not in there]


def still_settles(period: Period, today: date) -> bool:
    """Do disputes, late points and exceptions still change the end of the cycle?"""
    return today <= period.last_day + timedelta(days=SETTLING_DAYS)


def same_in(asked: Asked, period: Period, other: Period) -> Asked:
    """The same requirement in another cycle: of a year, that of the same year of the cycle."""
    if not asked.year:
        return asked
    return asked._replace(year=asked.year - period.first_day.year + other.first_day.year)


def has_uptake(period: Period) -> bool:
    """Was the uptake of the cycle counted?"""
    return UptakeFigure.objects.filter(cycle=period.name).exists()


def uptake(period: Period) -> dict[tuple[str, str], UptakeFigure]:
    """By unit and region; empty is the sum over all."""
    return {(row.unit, row.region): row for row in UptakeFigure.objects.filter(cycle=period.name)}


def _of(period: Period, groups: Collection[str]) -> QuerySet[WeekFigure]:
    return WeekFigure.objects.filter(cycle=period.name, group__in=groups)


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
        _standing(summed, asked, period, previous, week)
        for asked in here
        if asked.year <= counted_in
    ]


def _standing(
    summed: dict[tuple[str, int, Asked], Figure],
    asked: Asked,
    period: Period,
    previous: Period | None,
    week: int,
) -> Standing:
    now = summed[period.name, week, asked]
    then = end = None
    if previous:
        same = same_in(asked, period, previous)
        then = summed.get((previous.name, week, same))
        end = summed.get((previous.name, weeks_in(previous), same))
    against = against_forecast(now, then, end)
    if week == weeks_in(period):
        against = _("The cycle is in its last week, so there is no forecast any more.")
    forecast = Forecast(now, then, end) if then and end and not against else None
    return Standing(asked, now, then, end, forecast, against)


def _place(asked: Asked) -> tuple[int, str, int]:
    order = [EVERYTHING, *RequirementCode.values]
    return order.index(asked.code), asked.specialty, asked.year
