"""The one place that reads the clock.

Outside production staff may move it forward ("deadline rehearsal", decisions.md 5).
The shift is a row, so that web, worker and beat agree.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from cet_portal.core.models import ClockShift

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The present instant, aware, in UTC; shifted when a rehearsal is on."""
    real = timezone.now()
    return real + shift() if settings.DEADLINE_REHEARSAL else real


def today() -> date:
    """The business date in London."""
    return london_date(now())


def london_date(at: datetime) -> date:
    """The London date of an instant."""
    return at.astimezone(LONDON).date()


class NoSuchTime(ValueError):
    """London's clocks leave this hour out, in the night in which they go forward."""


def london_instant(day: date, hour: time) -> datetime:
    """The instant, in UTC, at which London's clocks show this.

    Where they show it twice (see `comes_twice`), the first. Raises `NoSuchTime`.
    """
    shown = datetime.combine(day, hour)
    instant = shown.replace(tzinfo=LONDON, fold=0).astimezone(UTC)
    if instant.astimezone(LONDON).replace(tzinfo=None) != shown:
        raise NoSuchTime(shown)
    return instant


def comes_twice(day: date, hour: time) -> bool:
    """Do London's clocks show this twice, because they go back in this night?"""
    shown = datetime.combine(day, hour, tzinfo=LONDON)
    first, second = (shown.replace(fold=fold).utcoffset() for fold in (0, 1))
    return first is not None and second is not None and first > second


def shift() -> timedelta:
    """How far a rehearsal has moved the clock; nothing in production."""
    seconds = ClockShift.objects.values_list("seconds", flat=True).first()
    return timedelta(seconds=seconds or 0)
