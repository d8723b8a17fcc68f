"""How the status of an event is shown: with the day and the points, which it does not know.

The one place that says it, for lists, pages, exports and dashboards.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from sessions_events.enums import EventStatus
from sessions_events.models import Declaration, Event, UploadRow


def status_of(event: Event, at: datetime) -> tuple[str, str]:
    """Colour and words of its tag, for one event."""
    return with_status([event], at)[0].shown


def with_status(events: Iterable[Any], at: datetime) -> list[Any]:
    """The events of a page, each with its `shown` tag, in as many queries for one as for many.

    What is planned and over was delivered. What is done without anybody's points was not uploaded:
    nobody completed it, or nobody has points any more.
    """
    found = list(events)
    done = {event.pk for event in found if event.status == EventStatus.UPLOADED}
    empty = done - _with_points(done) if done else set()
    nobody = _declared_nobody(empty) if empty else set()
    for event in found:
        event.shown = _shown(event, at)
        if event.pk in empty:
            words = _("Done, nobody completed it") if event.pk in nobody else _("Done, no points")
            event.shown = "WITHOUT_POINTS", words
    return found


def _shown(event: Event, at: datetime) -> tuple[str, str]:
    if event.status != EventStatus.PLANNED or event.ends_at > at:
        return event.status, event.get_status_display()
    return "DELIVERED", _("Closed") if event.is_distance_learning else _("Delivered")


def _with_points(keys: set[int]) -> set[int]:
    rows = UploadRow.objects.filter(
        upload__event__in=keys, taken_at__isnull=False, withdrawn_at__isnull=True
    )
    return set(rows.order_by().values_list("upload__event", flat=True).distinct())


def _declared_nobody(keys: set[int]) -> set[int]:
    found = Declaration.objects.filter(event__in=keys, current=True, completers=0)
    return set(found.values_list("event", flat=True))
