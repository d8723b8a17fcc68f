"""The one place that reads the clock.

Outside production staff may move it forward ("deadline rehearsal", decisions.md 5).
The shift is a row, so that web, worker and beat agree.
"""

from datetime import date, datetime, timedelta
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


def shift() -> timedelta:
    """How far a rehearsal has moved the clock; nothing in production."""
    seconds = ClockShift.objects.values_list("seconds", flat=True).first()
    return timedelta(seconds=seconds or 0)
