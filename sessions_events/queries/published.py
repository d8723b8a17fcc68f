"""Open events and approved CET, for everybody to see."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from approvals import queries as approval_queries
from approvals.models import CetApplication
from cet_portal.core.clock import london_date
from cet_portal.core.models import StatusChange
from sessions_events.models import Change, Event
from sessions_events.queries.events import S
from sessions_events.queries.searching import EMPTY, Search, cet_like


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
    return public_events([ev_number])


def public_events(ev_numbers: Iterable[str]):
    """Open events with these numbers, whatever became of them."""
    found = Event.objects.filter(ev_number__in=list(ev_numbers), open_to_all=True)
    return found.select_related("session", "provider", "application__modality")


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
