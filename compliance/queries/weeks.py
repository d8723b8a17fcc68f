"""Reads of the weekly figures: which weeks there are, one requirement week by week."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import QuerySet, Sum

from compliance.models import WeekFigure
from compliance.rules import Period
from compliance.rules.forecast import Figure
from compliance.rules.weeks import SETTLING_DAYS, Asked, week_of, weeks_in


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


def _of(period: Period, groups: Collection[str]) -> QuerySet[WeekFigure]:
    return WeekFigure.objects.filter(cycle=period.name, group__in=groups)
