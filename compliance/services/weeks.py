"""Keeping how many have met what in each week of a cycle (docs/adr/0042)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused
from compliance import queries
from compliance.models import WeekFigure
from compliance.rules import Period
from compliance.rules.weeks import (
    Asked,
    Tally,
    WeekCount,
    last_day_of,
    week_of,
    weeks_in,
)

AT_ONCE = 1000


def keep_week(*, counted: WeekCount, period: Period, actor: Actor, at: datetime) -> None:
    """The week of `at`, in place of what stood there; after its end, the cycle's last one.

    Refused for everybody but the clock.
    """
    _only_the_clock(actor)
    today = london_date(at)
    week = week_of(period, today)
    rows = [
        _row(period, week, group, asked, people=people, met=met, counted_on=today)
        for group, asked, people, met in counted.rows()
    ]
    with transaction.atomic():
        _replace(period, [week], rows)


def count_last_week(*, period: Period, actor: Actor, at: datetime) -> None:
    """Count the last week of a cycle that has ended, as things are now.

    Refused for everybody but the clock.
    """
    _only_the_clock(actor)
    counted = WeekCount()
    for judged in queries.everybody(period, today=london_date(at)):
        judged.count_in(counted)
    keep_week(counted=counted, period=period, actor=actor, at=at)


def reckon_weeks(*, period: Period, weeks: Collection[int], actor: Actor, at: datetime) -> None:
    """Work out from the ledger the weeks that were not counted: of before MyCET, or of nights
    on which nothing ran.

    Who could only lack acceptance then is not known afterwards. Refused for everybody but the
    clock.
    """
    _only_the_clock(actor)
    today = london_date(at)
    tally = Tally(weeks_in(period))
    for reckoned in queries.everybody_by_week(period):
        if reckoned.group is not None:
            tally.add(reckoned.group, reckoned.first)
    rows = [
        _row(
            period,
            week,
            group,
            asked,
            people=people,
            met=met[week - 1],
            counted_on=min(today, last_day_of(period, week)),
            reckoned=True,
        )
        for (group, asked), people in sorted(tally.people.items())
        for met in [tally.met(group, asked)]
        for week in sorted(weeks)
    ]
    with transaction.atomic():
        _replace(period, weeks, rows)


def _only_the_clock(actor: Actor) -> None:
    if not actor.is_clock:
        raise Refused(Refusal(_("The portal counts by itself.")))


def _replace(period: Period, weeks: Collection[int], rows: Iterable[WeekFigure]) -> None:
    WeekFigure.objects.filter(cycle=period.name, week__in=weeks).delete()
    WeekFigure.objects.bulk_create(rows, batch_size=AT_ONCE)


def _row(
    period: Period,
    week: int,
    group: str,
    asked: Asked,
    *,
    people: int,
    met: int,
    counted_on: date,
    reckoned: bool = False,
) -> WeekFigure:
    return WeekFigure(
        cycle=period.name,
        week=week,
        group=group,
        code=asked.code,
        specialty=asked.specialty,
        year=asked.year,
        people=people,
        met=met,
        counted_on=counted_on,
        reckoned=reckoned,
    )
