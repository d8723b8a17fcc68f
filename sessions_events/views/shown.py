"""How the status of an event is shown: with the day, which the status does not know."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from sessions_events.enums import EventStatus
from sessions_events.models import Event


def status_of(event: Event, at: datetime) -> tuple[str, str]:
    """Colour and words of its tag: what is planned and over was delivered."""
    if event.status != EventStatus.PLANNED or event.ends_at > at:
        return event.status, event.get_status_display()
    return "DELIVERED", _("Closed") if event.is_distance_learning else _("Delivered")


def with_status(events: Iterable[Any], at: datetime) -> list[Any]:
    """The events of a page, each with its `shown` tag."""
    found = list(events)
    for event in found:
        event.shown = status_of(event, at)
    return found
