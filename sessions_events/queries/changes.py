"""Reads of what was changed or called off after it was planned."""

from collections.abc import Iterable
from datetime import datetime, time

from django.db.models import Q

from cet_portal.core.clock import london_date, london_instant
from cet_portal.core.models import StatusChange
from sessions_events.enums import EventStatus
from sessions_events.models import Change, Event, Session

S = EventStatus
CALLED_OFF = (S.CANCELLED, S.NOT_HELD)


def standing_events_of(session: Session):
    """The events of a session that were not called off, in the order of the day."""
    standing = session.events.exclude(status__in=CALLED_OFF)
    return standing.select_related("application__modality").order_by("starts_at", "pk")


def changes_of(event: Event):
    """Changes of the event and of its session, the earliest first."""
    return Change.objects.filter(Q(event=event) | Q(session=event.session, event=None)).order_by(
        "at", "pk"
    )


def last_change_of(case: Session | Event) -> Change | None:
    """Who changed this session, or this event, last."""
    if isinstance(case, Event):
        return Change.objects.filter(event=case).order_by("at", "pk").last()
    return Change.objects.filter(session=case, event=None).order_by("at", "pk").last()


def changes_for_visitors(events: Iterable[Event]) -> dict[int, Change]:
    """By key of the event: its last change of something that visitors have to know.

    For public pages, which say "changed on ..." (ADR 22). A change of the session before the
    event was put into it is none of its own. One query.
    """
    shown = list(events)
    found: dict[int, Change] = {}
    of_sessions = Change.objects.filter(
        session__in={event.session_id for event in shown}, for_visitors=True
    ).order_by("at", "pk")
    for change in of_sessions:
        for event in shown:
            own = change.event_id in (None, event.pk) and change.session_id == event.session_id
            if own and change.at >= event.made_at:
                found[event.pk] = change
    return found


def called_off(at: datetime):
    """Open events that were cancelled, for everybody to see until their day is over; the
    earliest first."""
    midnight = london_instant(london_date(at), time())
    return (
        Event.objects.filter(status=S.CANCELLED, open_to_all=True, ends_at__gte=midnight)
        .select_related("session", "provider", "application__modality")
        .order_by("starts_at", "pk")
    )


def called_off_by(event: Event) -> StatusChange | None:
    """The change that called it off: its reason, who said so, and when."""
    return (
        StatusChange.objects.filter(
            case_type=event._meta.label, case_id=event.pk, to_status__in=CALLED_OFF
        )
        .order_by("at", "pk")
        .last()
    )
