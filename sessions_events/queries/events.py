"""Reads of events: which the actor may see, in which standing."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, Q

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.numbering import as_written
from sessions_events.enums import EventStatus, Standing
from sessions_events.models import Event
from sessions_events.queries import lateness
from sessions_events.rules.owing import month_end

S = EventStatus


def events_visible_to(actor: Actor):
    """Events the actor may see, with what a list shows."""
    return Event.objects.visible_to(actor).select_related(
        "application__modality", "session", "provider"
    )


def of_providers(actor: Actor):
    """The same without the GOC's own: what registrants asked for has lists of its own."""
    return events_visible_to(actor).filter(provider__own="")


def limits_of(ev_number: str) -> tuple[date, date, int] | None:
    """The first and last day of an event, and the most points that it was approved for."""
    event = event_numbered(ev_number)
    if event is None:
        return None
    totals = event.application.approvals.values_list("total", flat=True)
    days = london_date(event.starts_at), london_date(event.ends_at)
    return *days, max((total or 0 for total in totals), default=0)


def event_numbered(ev_number: str) -> Event | None:
    """The event with this number, for the shell."""
    return (
        Event.objects.select_related("application__modality", "provider")
        .filter(ev_number=ev_number)
        .first()
    )


def events_with_numbers(ev_numbers: Iterable[str]):
    """These events with all that a calendar shows of them, in order of time."""
    found = Event.objects.filter(ev_number__in=list(ev_numbers))
    return found.select_related(
        "application__provider", "application__modality", "session"
    ).order_by("starts_at", "pk")


def event_list(actor: Actor, *, standing: str, text: str, at: datetime):
    """Events in one standing (see `Standing`) whose numbers or title hold `text`."""
    rows = of_providers(actor).annotate(done_late=Exists(lateness.done_late_for_event()))
    delivered, today = Q(ends_at__lte=at), london_date(at)
    if standing == Standing.DUE:
        rows = rows.owing().filter(to_do(at)).order_by("due_on", "pk")
    elif standing == Standing.LATE:
        rows = rows.filter(done_late=True).order_by("-ends_at", "-pk")
    elif standing == Standing.OVERDUE:
        rows = rows.overdue(today).order_by("due_on", "pk")
    elif standing == Standing.PLANNED:
        rows = rows.filter(~delivered, status=S.PLANNED).order_by("starts_at", "pk")
    elif standing == Standing.HELD:
        rows = rows.filter(status=S.HELD).order_by("due_on", "pk")
    elif standing in (Standing.CANCELLED, Standing.NOT_HELD):
        rows = rows.filter(status=standing.upper()).order_by("-starts_at", "-pk")
    else:
        rows = rows.order_by("-starts_at", "-pk")
    if text:
        number = as_written(text)
        rows = rows.filter(
            Q(ev_number__icontains=number)
            | Q(session__s_number__icontains=number)
            | Q(session__name__icontains=text)
            | Q(application__c_number__icontains=number)
            | Q(application__title__icontains=text)
        )
    return rows


def to_do(at: datetime) -> Q:
    """Delivered by now; distance learning from its start, for what is due in this month."""
    this_month = Q(starts_at__lte=at, due_on__lte=month_end(london_date(at)))
    return Q(ends_at__lte=at) | (Q(application__modality__distance=True) & this_month)
