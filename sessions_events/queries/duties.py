"""Reads of what is owed for events."""

from datetime import date

from sessions_events.models import Duty, Event


def owing_on(day: date):
    """Events for which something is open that is due on this day or later, locked."""
    due = Duty.objects.open().filter(due_on__gte=day)
    return Event.objects.filter(pk__in=due.values("event_id")).select_for_update(of=("self",))
