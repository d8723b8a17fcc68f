"""People who declined their line for an event, and why."""

from collections.abc import Iterable

from cet_portal.core.models import StatusChange
from registrants.enums import NOT_STANDING, DeclineReason, PointStatus
from registrants.models import PointEntry
from sessions_events.models import Event
from sessions_events.queries.uploading.taking import taken_rows


def declined_of(event: Event, registrants: Iterable[int]) -> dict[int, str]:
    """Why people declined their line for this event, in words; not those with another line."""
    people = set(registrants)
    lines = PointEntry.objects.filter(event_reference=event.ev_number, registrant_id__in=people)
    standing = set(lines.exclude(status__in=NOT_STANDING).values_list("registrant_id", flat=True))
    declined = dict(
        lines.filter(status=PointStatus.DECLINED)
        .exclude(registrant_id__in=standing)
        .order_by("pk")
        .values_list("pk", "registrant_id")
    )
    changes = StatusChange.objects.filter(
        case_type=PointEntry._meta.label, case_id__in=declined, step="decline"
    )
    return {declined[key]: _why(reason) for key, reason in changes.values_list("case_id", "reason")}


def _why(reason: str) -> str:
    code = reason.partition("\n")[0]
    return str(DeclineReason(code).label) if code in DeclineReason.values else ""


def number_declined(event: Event) -> int:
    """How many people declined their row of the event, and have no other line for it."""
    people = taken_rows(event).order_by().values_list("registrant_id", flat=True)
    return len(declined_of(event, [key for key in people if key])) if _any_declined(event) else 0


def _any_declined(event: Event) -> bool:
    lines = PointEntry.objects.filter(event_reference=event.ev_number)
    return lines.filter(status=PointStatus.DECLINED).exists()
