"""Reads of sessions: which there are, and what may be put into them."""

from datetime import date

from django.db.models import Count

from approvals import queries as approval_queries
from cet_portal.core.actor import Actor
from sessions_events.models import Session


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
