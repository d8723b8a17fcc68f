"""Rows that are ready, and what is earned when they are taken."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from approvals import queries as approval_queries
from cet_portal.scheme import queries as scheme_queries
from sessions_events.enums import Part
from sessions_events.models import Event, Upload, UploadRow
from sessions_events.queries.uploading.rows import TAKEABLE, is_ready
from sessions_events.rules import earning


def to_take(upload: Upload):
    """Rows that are ready and not yet points."""
    return upload.rows.filter(is_ready())


def ready_rows(event: Event):
    """Rows of all uploads of the event that are ready and not yet points, the latest first."""
    standing = UploadRow.objects.filter(upload__event=event, upload__status__in=TAKEABLE)
    return standing.filter(is_ready()).order_by("-upload_id", "line")


def taken_rows(event: Event):
    """The rows that are points now, by surname: those withdrawn since are not."""
    return UploadRow.objects.filter(
        upload__event=event, taken_at__isnull=False, withdrawn_at__isnull=True
    ).order_by("surname", "number", "pk")


@dataclass(frozen=True, slots=True)
class Earning:
    """So many people earn so many points of a kind; `interactive` is part of `points`."""

    people: int
    points: int
    interactive: int
    kind: str


def what_is_earned(upload: Upload) -> list[Earning]:
    """What happens when the ready rows are taken: the most people first."""
    application = upload.event.application
    approvals = approval_queries.approvals_of(application)
    modality = application.modality
    groups = to_take(upload).values_list("audience", "part", "interactive")
    people: Counter[tuple[int, int, str]] = Counter()
    for audience, part, interactive, count in groups.annotate(rows=Count("pk")).order_by():
        earned = earning.earned(
            approvals,
            audience,
            modality=modality.code if modality else "",
            peer_review=application.peer_review,
            facilitator=part == Part.FACILITATOR,
            interactive=interactive,
        )
        people[earned.total, earned.interactive, earned.kind] += count
    return [Earning(count, *earned) for earned, count in people.most_common()]


def who_comes_late(upload: Upload, today: date) -> int:
    """How many of the ready rows are of a cycle whose last day is past."""
    ends = scheme_queries.cycle_ends()
    days = to_take(upload).order_by().values_list("earned_on").annotate(rows=Count("pk"))
    return sum(rows for day, rows in days if day and ends.on(day) < today)
