"""Reads of what is owed for events."""

from datetime import date

from cet_portal.core.clock import london_date
from cet_portal.core.models import AuditEvent
from sessions_events.enums import DutyKind
from sessions_events.models import Duty, Event


def owing_on(day: date):
    """Events for which something is open that is due on this day or later, locked."""
    due = Duty.objects.open().filter(due_on__gte=day)
    return Event.objects.filter(pk__in=due.values("event_id")).select_for_update(of=("self",))


def duties_of(event: Event):
    """What is and was owed for the event, the earliest last day first."""
    return event.duties.order_by("due_on", "pk")


def nil_returns_of(event: Event) -> list[tuple[date | None, date]]:
    """The month of every nil return that was made, None for the last one, and on which day; the
    latest first. Also those that an upload put right."""
    acts = AuditEvent.objects.filter(
        subject_type=event._meta.label, subject_id=event.pk, verb="event.nil_return"
    )
    return [
        (date.fromisoformat(act.data["month"]) if act.data["month"] else None, london_date(act.at))
        for act in acts.order_by("-at", "-pk")
    ]


def duty_of(event: Event, month: date | None) -> Duty | None:
    """What is owed for a month of distance learning; with None, after it has closed."""
    kind = DutyKind.MONTH if month else DutyKind.LAST
    return event.duties.filter(kind=kind, month=month).first()
