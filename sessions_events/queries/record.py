"""Reads of an event's attendance record."""

from datetime import date, datetime, time, timedelta

from cet_portal.core.actor import Actor
from cet_portal.core.clock import LONDON, london_date
from sessions_events.models import Event, RecordFile, RecordHold
from sessions_events.rules import retention

# The provider is told so long before the files go, and never later than a week before.
TOLD_BEFORE = timedelta(days=30)
AT_LEAST = timedelta(days=7)


def record_of(actor: Actor, event: Event):
    """The files of the event's record, the latest first; also those struck out or removed."""
    rows = RecordFile.objects.visible_to(actor).filter(event=event)
    return rows.select_related("file", "event").order_by("-made_at", "-pk")


def record_kept_until(event: Event) -> date:
    """The last day of the six years (domain.md 4.2, timer 27)."""
    return retention.keep_until(london_date(event.ends_at))


def hold_on(event: Event) -> RecordHold | None:
    """The hold of GOC staff that is in force."""
    return RecordHold.objects.filter(event=event, lifted_at__isnull=True).first()


def holds_of(event: Event):
    """All that were ever placed, the latest first."""
    return RecordHold.objects.filter(event=event).order_by("-placed_at", "-pk")


def records_ending(today: date):
    """Files whose six years end within 30 days, and whose provider has not been told."""
    before = _begin_of(retention.ended_by(today + TOLD_BEFORE))
    return RecordFile.objects.ending(before).filter(told_on__isnull=True)


def records_over(today: date):
    """Files whose six years are over, whose provider was told a week ago or earlier."""
    before = _begin_of(retention.ended_by(today))
    return RecordFile.objects.ending(before).filter(told_on__lte=today - AT_LEAST)


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=LONDON)
