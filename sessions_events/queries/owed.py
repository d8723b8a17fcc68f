"""Events of which something is owed, held or to be stopped."""

from datetime import date, datetime

from approvals.models import CetApplication
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.scheme import queries as scheme_queries
from sessions_events.models import Declaration, Event
from sessions_events.queries.events import S, of_providers, to_do
from sessions_events.queries.history import timeline


def last_day_for_points(event: Event) -> date | None:
    """The end of the cycle, if the event's due date lies behind it; else None.

    Points that arrive later can no longer be accepted in their cycle, so that day is the date
    to aim for (decisions.md 21).
    """
    last_day = scheme_queries.cycle_on(london_date(event.ends_at)).last_day
    return last_day if event.due_on and event.due_on > last_day else None


def to_stop(application: CetApplication, at: datetime):
    """Events of this CET that are planned and have not begun."""
    planned = Event.objects.filter(application=application, status=S.PLANNED, starts_at__gt=at)
    return planned.select_related("application", "session").order_by("starts_at", "pk")


def owing(actor: Actor, at: datetime):
    """Delivered, and not yet declared and uploaded; distance learning for its month. The earliest
    due date first."""
    return of_providers(actor).owing().filter(to_do(at)).order_by("due_on", "pk")


def overdue(actor: Actor, today: date):
    """Overdue CET, the oldest due date first."""
    return of_providers(actor).overdue(today).order_by("due_on", "pk")


def held(actor: Actor):
    """Events whose declaration waits for the CET manager, the oldest first."""
    waiting = of_providers(actor).filter(status=S.HELD, declarations__current=True)
    return waiting.order_by("declarations__made_at", "pk")


def declaration_of(event: Event) -> Declaration | None:
    """What the provider declared, as it stands now, if it has."""
    return Declaration.objects.filter(event=event, current=True).first()


def held_since(event: Event) -> datetime:
    """When its declaration was held, the last time. Refuses one that never was."""
    return timeline(event).filter(to_status=S.HELD).latest("at").at
