"""What happened to an event, and who said so."""

from cet_portal.core.actor import Actor
from cet_portal.core.models import StatusChange
from sessions_events.models import Event


def timeline(event: Event):
    """Who did what with the event, the earliest first."""
    return StatusChange.objects.filter(case_type=event._meta.label, case_id=event.pk).order_by(
        "at", "pk"
    )


def stopped_by(event: Event) -> StatusChange | None:
    """The change that stopped it, if it was not the provider who cancelled it."""
    return timeline(event).filter(step="stop").last()


def was_said(event: Event, reason: str, actor: Actor) -> bool:
    """Has this person changed the event's status with this reason before?"""
    return timeline(event).filter(reason=reason, actor_id=actor.user_id).exists()
