"""Whether a hold may be over."""

from collections.abc import Iterable

from cet_portal.core.queue import enqueue
from sessions_events.models import Hold


def note_holds_over(provider_ids: Iterable[int]) -> None:
    """Something of these providers was done: look after commit whether a hold is over."""
    if Hold.objects.noted().filter(provider__in=set(provider_ids)).exists():
        enqueue("sessions_events.lift_holds")
