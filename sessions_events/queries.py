"""Reads of sessions, events and what follows them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Avg, Count, Q

from cet_portal.core.actor import Actor
from cet_portal.core.models import StatusChange
from sessions_events.enums import EventStatus
from sessions_events.models import CompletionCertificate, Event, Rating, Session, Upload

S = EventStatus


def sessions_visible_to(actor: Actor):
    """Sessions the actor may see, the latest first."""
    return Session.objects.visible_to(actor).select_related("provider").order_by("-start", "-pk")


def events_visible_to(actor: Actor):
    """Events the actor may see, with what a list shows."""
    return Event.objects.visible_to(actor).select_related("application__modality", "session", "provider")


def uploads_visible_to(actor: Actor):
    """Uploads of events that the actor may see, the latest first."""
    return Upload.objects.visible_to(actor).select_related("event", "file").order_by("-pk")


def owing(actor: Actor, at: datetime):
    """Delivered, and not yet declared and uploaded: the earliest due date first."""
    return events_visible_to(actor).owing().filter(ends_at__lte=at).order_by("due_on", "pk")


def overdue(actor: Actor, today: date):
    """Overdue CET, the oldest due date first."""
    return events_visible_to(actor).overdue(today).order_by("due_on", "pk")


def overdue_untold(today: date):
    """Overdue events of which the provider was not told yet."""
    return Event.objects.overdue_untold(today)


def held(actor: Actor):
    """Declarations that wait for the CET manager."""
    return events_visible_to(actor).filter(status=S.HELD).order_by("due_on", "pk")


def upcoming(at: datetime):
    """Every open event that has not ended, for everybody to see."""
    return (
        Event.objects.filter(status=S.PLANNED, ends_at__gt=at, open_to_all=True)
        .select_related("session", "provider", "application__modality")
        .order_by("starts_at", "pk")
    )


def timeline(event: Event):
    """Who did what with the event, the earliest first."""
    return StatusChange.objects.filter(case_type=event._meta.label, case_id=event.pk).order_by(
        "at", "pk"
    )


def certificates_of(event: Event):
    """Certificates issued for the event."""
    return CompletionCertificate.objects.filter(event=event).order_by("surname", "number")


def ratings_of(actor: Actor):
    """Figures for each rated CET that the actor may see, the most rated first; no names."""
    return (
        Rating.objects.visible_to(actor)
        .values("event__application__c_number", "event__application__title")
        .annotate(
            ratings=Count("pk"),
            average=Avg("score"),
            comments=Count("pk", filter=~Q(comment="")),
        )
        .order_by("-ratings", "event__application__c_number")
    )


def ratings_of_cet(actor: Actor, c_number: str):
    """Scores and comments of one CET, the latest first, without who gave them."""
    return (
        Rating.objects.visible_to(actor)
        .filter(event__application__c_number=c_number)
        .select_related("event")
        .defer("registrant_id")
        .order_by("-rated_at")
    )


def rated_by(person_id: int | None, ev_numbers: Iterable[str]) -> dict[str, int]:
    """The person's own scores, by EV-number."""
    found = Rating.objects.filter(registrant_id=person_id, event__ev_number__in=list(ev_numbers))
    return dict(found.values_list("event__ev_number", "score"))
