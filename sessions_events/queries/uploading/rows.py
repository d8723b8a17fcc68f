"""Rows of an upload, and the boxes they are in."""

from collections.abc import Iterable

from django.db.models import Case, Count, Max, Q, When

from registrants import queries as register_queries
from sessions_events.enums import TAKEN_BOXES, Box, Reason, UploadStatus
from sessions_events.models import Event, Upload

# Uploads whose rows can be mended and decided.
STANDING = (UploadStatus.PREVIEWED, UploadStatus.TAKEN)

# Uploads whose ready rows can become points.
TAKEABLE = (*STANDING, UploadStatus.RECEIVED, UploadStatus.TAKING)


def is_ready(prefix: str = "") -> Q:
    """Rows that are ready and not yet points."""
    return Q(**{f"{prefix}box__in": TAKEN_BOXES, f"{prefix}taken_at__isnull": True})


def waits(prefix: str = "") -> Q:
    """Rows that wait for somebody to mend or decide them."""
    undecided = Q(**{f"{prefix}box": Box.UNDECIDED})
    unusable = Q(**{f"{prefix}box": Box.UNUSABLE})
    return undecided | (unusable & ~Q(**{f"{prefix}reason": Reason.REFUSED}))


# What a partial index holds, so that no list has to look at every row that was ever sent.
NOT_SETTLED = Q(taken_at__isnull=True, box__in=[*TAKEN_BOXES, Box.UNDECIDED, Box.UNUSABLE])


def rows_of(upload: Upload):
    """The rows of an upload: those that need somebody first, then by line."""
    first = Case(
        When(box=Box.UNDECIDED, then=0),
        When(box=Box.UNUSABLE, then=1),
        When(box=Box.NOTED, then=2),
        When(box=Box.READY, then=3),
        default=4,
    )
    return upload.rows.order_by(first, "line")


def boxes_of(upload: Upload) -> dict[str, int]:
    """How many rows are in each box, by its name in small letters."""
    counted = upload.rows.values_list("box").annotate(rows=Count("pk")).order_by("box")
    return {box.lower(): 0 for box in Box.values} | {box.lower(): n for box, n in counted}


def people_in(upload: Upload, *, besides: int | None = None) -> dict[int, int]:
    """Whom the rows of an upload are about, with the line of each; without row `besides`."""
    rows = upload.rows.filter(registrant_id__isnull=False).exclude(pk=besides)
    rows = rows.exclude(reason__in=[Reason.PROPOSAL, Reason.SWAPPED])
    return dict(rows.values_list("registrant_id", "line"))


def last_line_of(upload: Upload) -> int:
    """The last line that has been kept; 0 before the first."""
    return upload.rows.aggregate(last=Max("line"))["last"] or 0


def elsewhere_at_the_time(event: Event, registrants: Iterable[int]) -> dict[int, str]:
    """For people recorded at another event at the same time: its EV-number. For staff alone."""
    if event.is_distance_learning:
        return {}
    same_time = Event.objects.filter(
        starts_at__lt=event.ends_at, ends_at__gt=event.starts_at
    ).exclude(pk=event.pk)
    numbers = [
        each.ev_number
        for each in same_time.select_related("application__modality")
        if not each.is_distance_learning
    ]
    return register_queries.recorded_at(numbers, registrants) if numbers else {}
