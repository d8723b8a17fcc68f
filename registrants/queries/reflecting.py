"""Peer reviews without their reflection statement: they do not count (decisions.md 29)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet

from registrants.enums import PointStatus
from registrants.models import PointEntry
from registrants.queries.ledger import those


def unwritten_of(lines: Iterable[PointEntry]) -> list[PointEntry]:
    """Those of these lines, in one query or none."""
    reviews = [line for line in lines if line.peer_review]
    if not reviews:
        return []
    missing = set(_unwritten(those([line.pk for line in reviews])).values_list("pk", flat=True))
    return [line for line in reviews if line.pk in missing]


def to_reflect_on(registrants: Collection[int], today: date) -> dict[int, list[PointEntry]]:
    """The lines of these people, accepted or waiting, on which a statement can still be written on
    `today`, the oldest first; who has none is left out."""
    rows = PointEntry.objects.filter(
        registrant_id__in=list(registrants),
        status__in=(PointStatus.ACCEPTED, PointStatus.PENDING),
        due_on__gte=today,
    )
    found: defaultdict[int, list[PointEntry]] = defaultdict(list)
    for line in _unwritten(rows).order_by("event_date", "pk"):
        found[line.registrant_id].append(line)
    return dict(found)


def _unwritten(lines: QuerySet[PointEntry]) -> QuerySet[PointEntry]:
    return lines.filter(peer_review=True, reflection__isnull=True)
