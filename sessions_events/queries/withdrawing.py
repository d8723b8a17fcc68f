"""Who has points for an event, and what it would do to take them back."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cet_portal.core.actor import Actor
from registrants import queries as register_queries
from registrants.enums import PointStatus
from sessions_events import events
from sessions_events.models import CompletionCertificate, Event, UploadRow
from sessions_events.queries.uploading.taking import taken_rows

# What the provider takes back itself, and what GOC staff do (decisions.md 25).
BY_PROVIDER = frozenset({PointStatus.PENDING, PointStatus.QUERIED, PointStatus.LATE})
BY_STAFF = BY_PROVIDER | {PointStatus.ACCEPTED, PointStatus.LAPSED}


def taken_back_by(actor: Actor) -> frozenset[str]:
    """The statuses of points that this actor may take back."""
    return BY_STAFF if actor.tenant_id is None else BY_PROVIDER


def people_with_points(event: Event):
    """One row a person, the latest that was taken, by surname; withdrawn ones are not there."""
    latest = taken_rows(event).order_by("registrant_id", "-taken_at", "-pk")
    rows = latest.distinct("registrant_id").values("pk")
    found = UploadRow.objects.filter(pk__in=rows).select_related("upload")
    return found.order_by("surname", "number", "pk")


@dataclass(frozen=True, slots=True)
class Effect:
    """What it would do to take points back.

    `people`: who loses points; `points`: how many of them lose so many; `accepted` and `kept`:
    of all who were asked for, how many had accepted, and how many keep theirs; `below`: how many
    would fall below their target, None for those whom it does not concern; `certificates`: how
    many certificates go with the points.
    """

    people: frozenset[int]
    points: dict[int, int]
    accepted: int
    kept: int
    below: int | None
    certificates: int


def effect_of_withdrawing(
    event: Event, rows: Iterable[int], *, actor: Actor, today: date
) -> Effect:
    """What happens when the points of these rows are taken back by this actor.

    Who stands how in a cycle is told to staff alone: a provider knows its own events.
    """
    asked = taken_rows(event).filter(pk__in=rows).order_by().values_list("registrant_id", flat=True)
    lines = register_queries.lines_for(event.ev_number, asked)
    found = list(lines.values_list("pk", "total", "status", "registrant_id"))
    accepted = [key for key, _total, status, _who in found if status == PointStatus.ACCEPTED]
    losing = {who: total for _key, total, status, who in found if status in taken_back_by(actor)}
    standing = CompletionCertificate.objects.filter(event=event, withdrawn_at__isnull=True)
    by_staff = actor.tenant_id is None
    return Effect(
        people=frozenset(losing),
        points=dict(sorted(Counter(losing.values()).items())),
        accepted=len(accepted),
        kept=len(found) - len(losing),
        below=events.below_target(accepted, today) if by_staff else None,
        certificates=standing.filter(registrant_id__in=set(losing)).count(),
    )
