"""Reads of sessions, events and what follows them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from approvals import queries as approval_queries
from approvals.models import CetApplication
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.models import StatusChange
from cet_portal.core.numbering import as_written
from cet_portal.scheme import queries as scheme_queries
from sessions_events.enums import EventStatus, Standing
from sessions_events.models import (
    Change,
    Declaration,
    Event,
    Session,
)
from sessions_events.queries import lateness
from sessions_events.queries.searching import EMPTY, Search, cet_like
from sessions_events.rules.owing import month_end

S = EventStatus


def sessions_visible_to(actor: Actor):
    """Sessions the actor may see with the number of their events, the latest first."""
    return (
        Session.objects.visible_to(actor)
        .select_related("provider")
        .annotate(event_count=Count("events"))
        .order_by("-start", "-pk")
    )


def events_of(session: Session):
    """The events of a session in the order of the day."""
    return session.events.select_related("application__modality").order_by("starts_at", "pk")


def schedulable(provider_id: int | None, on: date):
    """CET of this provider that may be put into a session now."""
    return approval_queries.approved(on).filter(provider_id=provider_id).order_by("title", "pk")


def events_visible_to(actor: Actor):
    """Events the actor may see, with what a list shows."""
    return Event.objects.visible_to(actor).select_related(
        "application__modality", "session", "provider"
    )


def _of_providers(actor: Actor):
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
    rows = _of_providers(actor).annotate(done_late=Exists(lateness.done_late_for_event()))
    delivered, today = Q(ends_at__lte=at), london_date(at)
    if standing == Standing.DUE:
        rows = rows.owing().filter(_to_do(at)).order_by("due_on", "pk")
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
    return _of_providers(actor).owing().filter(_to_do(at)).order_by("due_on", "pk")


def _to_do(at: datetime) -> Q:
    this_month = Q(starts_at__lte=at, due_on__lte=month_end(london_date(at)))
    return Q(ends_at__lte=at) | (Q(application__modality__distance=True) & this_month)


def overdue(actor: Actor, today: date):
    """Overdue CET, the oldest due date first."""
    return _of_providers(actor).overdue(today).order_by("due_on", "pk")


def held(actor: Actor):
    """Events whose declaration waits for the CET manager, the oldest first."""
    waiting = _of_providers(actor).filter(status=S.HELD, declarations__current=True)
    return waiting.order_by("declarations__made_at", "pk")


def declaration_of(event: Event) -> Declaration | None:
    """What the provider declared, as it stands now, if it has."""
    return Declaration.objects.filter(event=event, current=True).first()


def upcoming(at: datetime):
    """Every open event that has not ended, for everybody to see.

    Distance learning stays open while its months are declared one by one (decisions.md 19).
    """
    running = Q(status=S.DECLARED, application__modality__distance=True)
    return (
        Event.objects.filter(
            Q(status=S.PLANNED) | running,
            ends_at__gt=at,
            open_to_all=True,
            application__in=CetApplication.objects.approved_on(london_date(at)),
        )
        .select_related("session", "provider", "application__modality")
        .order_by("starts_at", "pk")
    )


def upcoming_of(c_number: str, at: datetime):
    """The open events to come of one CET."""
    return upcoming(at).filter(application__c_number=c_number)


def public_event(ev_number: str):
    """An open event for everybody to see, whatever became of it: none or one."""
    return Event.objects.filter(ev_number=ev_number, open_to_all=True).select_related(
        "session", "provider", "application__modality"
    )


def revisions(events: Iterable[Event]) -> dict[int, tuple[int, datetime]]:
    """How often each event was changed or called off, and when last; in three queries."""
    events = list(events)
    changes = Change.objects.filter(for_visitors=True)
    counted = [
        StatusChange.objects.filter(
            case_type=Event._meta.label, case_id__in=[event.pk for event in events]
        ).values_list("case_id", "at"),
        changes.filter(event__in=events).values_list("event_id", "at"),
        # What changes the session changes each of its events.
        changes.filter(event=None, session__events__in=events).values_list("session__events", "at"),
    ]
    found: dict[int, tuple[int, datetime]] = {}
    for rows in counted:
        for event_id, at in rows:
            times, last = found.get(event_id, (0, at))
            found[event_id] = (times + 1, max(last, at))
    return found


def directory(search: Search = EMPTY, *, at: datetime) -> QuerySet:
    """Approved CET for everybody, by title, with the number of open events to come.

    Of the search, what is about CET counts.
    """
    rows = approval_queries.approved(london_date(at)).filter(cet_like(search))
    to_come = upcoming(at).filter(application=OuterRef("pk")).order_by().values("application")
    return rows.annotate(
        to_come=Subquery(to_come.annotate(events=Count("pk")).values("events"))
    ).order_by("title", "pk")


def without_event(search: Search, *, at: datetime) -> QuerySet:
    """Approved CET that fits, and has no open event to come, by title."""
    rows = approval_queries.approved(london_date(at)).filter(cet_like(search))
    promoted = upcoming(at).order_by().values("application")
    return rows.exclude(pk__in=promoted).order_by("title", "pk")


def timeline(event: Event):
    """Who did what with the event, the earliest first."""
    return StatusChange.objects.filter(case_type=event._meta.label, case_id=event.pk).order_by(
        "at", "pk"
    )


def held_since(event: Event) -> datetime:
    """When its declaration was held, the last time. Refuses one that never was."""
    return timeline(event).filter(to_status=S.HELD).latest("at").at


def stopped_by(event: Event) -> StatusChange | None:
    """The change that stopped it, if it was not the provider who cancelled it."""
    return timeline(event).filter(step="stop").last()


def was_said(event: Event, reason: str, actor: Actor) -> bool:
    """Has this person changed the event's status with this reason before?"""
    return timeline(event).filter(reason=reason, actor_id=actor.user_id).exists()
