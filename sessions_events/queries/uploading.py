"""Reads of uploads and their rows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, Count, F, Max, Q, TextField, Value, When
from django.db.models.functions import MD5, Cast, Concat

from approvals import queries as approval_queries
from cet_portal.core.actor import Actor
from cet_portal.core.models import StatusChange
from cet_portal.scheme import queries as scheme_queries
from registrants import queries as register_queries
from sessions_events.enums import TAKEN_BOXES, Box, Part, Reason, UploadStatus
from sessions_events.models import (
    Event,
    ProviderHeading,
    Upload,
    UploadRow,
)
from sessions_events.rules import earning

# Uploads whose rows can be mended and decided.
STANDING = (UploadStatus.PREVIEWED, UploadStatus.TAKEN)
# Uploads whose ready rows can become points.
TAKEABLE = (*STANDING, UploadStatus.RECEIVED, UploadStatus.TAKING)


def _ready(prefix: str = "") -> Q:
    """Rows that are ready and not yet points."""
    return Q(**{f"{prefix}box__in": TAKEN_BOXES, f"{prefix}taken_at__isnull": True})


def _waits(prefix: str = "") -> Q:
    """Rows that wait for somebody to mend or decide them."""
    undecided = Q(**{f"{prefix}box": Box.UNDECIDED})
    unusable = Q(**{f"{prefix}box": Box.UNUSABLE})
    return undecided | (unusable & ~Q(**{f"{prefix}reason": Reason.REFUSED}))


# What a partial index holds, so that no list has to look at every row that was ever sent.
_NOT_SETTLED = Q(taken_at__isnull=True, box__in=[*TAKEN_BOXES, Box.UNDECIDED, Box.UNUSABLE])


def uploads_visible_to(actor: Actor):
    """Uploads of events that the actor may see, the latest first."""
    return Upload.objects.visible_to(actor).select_related("event", "file").order_by("-pk")


def uploads_of(event: Event):
    """What was sent for the event with the counts of each box, the latest first.

    `open_rows`: those that still wait for somebody; `ready_rows`: ready, and not yet taken; of
    `known`, `twice` and `sent_again` are those that were not uploaded; `withdrawn`: taken, and
    taken back since. What was put aside is not shown.
    """
    boxes = {box.lower(): Count("rows", filter=Q(rows__box=box)) for box in Box.values}
    open_rows = Count("rows", filter=_waits("rows__"))
    ready = Count("rows", filter=_ready("rows__"))
    return (
        Upload.objects.filter(event=event)
        .exclude(status=UploadStatus.DROPPED)
        .annotate(
            **boxes,
            open_rows=open_rows,
            ready_rows=ready,
            twice=Count("rows", filter=Q(rows__reason=Reason.TWICE)),
            sent_again=Count("rows", filter=Q(rows__reason=Reason.CONTINUED)),
            withdrawn=Count("rows", filter=Q(rows__withdrawn_at__isnull=False)),
            uploaded_before=F("known") - F("twice") - F("sent_again"),
        )
        .select_related("file", "continues")
        .order_by("-pk")
    )


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


def to_take(upload: Upload):
    """Rows that are ready and not yet points."""
    return upload.rows.filter(_ready())


def ready_rows(event: Event):
    """Rows of all uploads of the event that are ready and not yet points, the latest first."""
    standing = UploadRow.objects.filter(upload__event=event, upload__status__in=TAKEABLE)
    return standing.filter(_ready()).order_by("-upload_id", "line")


def people_in(upload: Upload, *, besides: int | None = None) -> dict[int, int]:
    """Whom the rows of an upload are about, with the line of each; without row `besides`."""
    rows = upload.rows.filter(registrant_id__isnull=False).exclude(pk=besides)
    rows = rows.exclude(reason__in=[Reason.PROPOSAL, Reason.SWAPPED])
    return dict(rows.values_list("registrant_id", "line"))


def last_line_of(upload: Upload) -> int:
    """The last line that has been kept; 0 before the first."""
    return upload.rows.aggregate(last=Max("line"))["last"] or 0


def remembered_headings(provider_id: int) -> dict[str, str]:
    """Which headings mean what to this provider, by the heading's key."""
    known = ProviderHeading.objects.filter(provider_id=provider_id)
    return dict(known.values_list("heading", "field"))


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


def undecided_of(upload: Upload):
    """The rows that ask a question, by line."""
    return upload.rows.filter(box=Box.UNDECIDED).order_by("line")


def question_of(row: UploadRow) -> str:
    """What the row asks: its reason, and of a damaged number what has happened to it."""
    damage = row.detail.get("damage") or ""
    return f"{row.reason}-{damage}" if row.reason == Reason.PROPOSAL and damage else row.reason


def rows_that_ask(upload: Upload, question: str):
    """The rows that ask this question, by line."""
    reason, _hyphen, damage = question.partition("-")
    rows = undecided_of(upload).filter(reason=reason)
    return rows.filter(detail__damage=damage) if damage else rows


@dataclass(frozen=True, slots=True)
class Question:
    """So many rows ask the same."""

    name: str
    reason: str
    damage: str
    rows: int


def questions_of(upload: Upload) -> list[Question]:
    """What the undecided rows ask, with how many of each: the most first."""
    rows = undecided_of(upload).order_by()
    asked = rows.values_list("reason", "detail__damage").annotate(rows=Count("pk"))
    found: Counter[tuple[str, str]] = Counter()
    for reason, damage, count in asked:
        found[reason, (damage or "") if reason == Reason.PROPOSAL else ""] += count
    return [
        Question(f"{reason}-{damage}" if damage else reason, reason, damage, count)
        for (reason, damage), count in found.most_common()
    ]


def mark_of_rows(rows) -> str:
    """What changes with each row that comes, goes or says something else."""
    said = StringAgg(
        Concat(
            Cast("pk", TextField()),
            Value("/"),
            F("number"),
            Value("/"),
            F("surname"),
            Value("/"),
            Cast("detail", TextField()),
            output_field=TextField(),
        ),
        delimiter=Value("|"),
        order_by="pk",
    )
    return rows.order_by().aggregate(mark=MD5(said))["mark"] or ""


def mendable_of(upload: Upload):
    """The rows that can be put right in place, by line."""
    wrong = upload.rows.filter(box=Box.UNUSABLE).exclude(reason=Reason.REFUSED)
    return wrong.order_by("line")


def rest_of(upload: Upload):
    """What stays behind when the ready rows are taken, by line."""
    return upload.rows.filter(_waits()).order_by("line")


def waiting_rows(event: Event):
    """The rows of all uploads of the event that wait for somebody, the latest upload first."""
    standing = UploadRow.objects.filter(upload__event=event, upload__status__in=STANDING)
    return standing.filter(_waits()).select_related("upload").order_by("-upload_id", "line")


def rows_to_see_to(event: Event):
    """The rows that wait, and those that became ready after the others of their upload were taken:
    the latest upload first. Those of a preview stand in the preview."""
    standing = UploadRow.objects.filter(upload__event=event, upload__status__in=STANDING)
    left = _ready() & Q(upload__status=UploadStatus.TAKEN)
    seen = standing.filter(_NOT_SETTLED).filter(_waits() | left)
    return seen.select_related("upload").order_by("-upload_id", "line")


def rows_left(actor: Actor) -> list[dict[str, Any]]:
    """For each event of the actor with rows that somebody has to see to: `ev_number`, `title`,
    and how many `waiting` and `ready`; the earliest event first."""
    uploads = Upload.objects.visible_to(actor).filter(status__in=STANDING)
    rows = UploadRow.objects.filter(_NOT_SETTLED, upload__in=uploads)
    found = (
        rows.filter(_waits() | _ready())
        .values(
            "upload__event_id",
            ev_number=F("upload__event__ev_number"),
            title=F("upload__event__application__title"),
        )
        .annotate(waiting=Count("pk", filter=_waits()), ready=Count("pk", filter=_ready()))
    )
    return list(found.order_by("upload__event_id"))


def would_wait_again(upload: Upload) -> dict[str, int]:
    """How many rows wait again in which earlier upload when this one is put aside."""
    sent_on = upload.rows.filter(reason=Reason.CONTINUED).values_list("line", flat=True)
    rows = UploadRow.objects.filter(
        upload__event_id=upload.event_id,
        upload__status__in=TAKEABLE,
        reason=Reason.CONTINUED,
        detail__upload=upload.reference,
        detail__has_key="before",
    ).exclude(detail__line__in=list(sent_on))
    found = rows.values_list("upload_id").annotate(rows=Count("pk")).order_by("upload_id")
    return {f"U-{key}": number for key, number in found}


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


def what_is_asked(event: Event) -> earning.Asks:
    """What the event needs to know of each person besides number and surname."""
    application = event.application
    return earning.asks(
        approval_queries.approvals_of(application),
        modality=application.modality.code if application.modality else "",
        peer_review=application.peer_review,
        distance=event.is_distance_learning,
    )


def machine_report(upload: Upload) -> dict[str, Any]:
    """What machines are told of an upload and its rows; `row` as a spreadsheet counts lines."""
    boxes = boxes_of(upload)
    return {
        "upload": upload.pk,
        "status": upload.status,
        "rows": sum(boxes.values()),
        **boxes,
        "items": [
            {
                "row": row.line,
                "box": row.box,
                "reason": row.sentence or None,
                "registration_number": row.known_as,
            }
            for row in upload.rows.order_by("line")
            .only("line", "box", "reason", "detail", "number", "taken_number")
            .iterator(chunk_size=5_000)
        ],
    }


def stalled_uploads(before: datetime):
    """Uploads whose worker is gone: nothing has moved since `before`."""
    return Upload.objects.stalled(before).order_by("pk")


def started_by(upload: Upload) -> StatusChange | None:
    """Who asked for the ready rows to be taken."""
    changes = StatusChange.objects.filter(case_type=upload._meta.label, case_id=upload.pk)
    return changes.filter(step="start").order_by("-pk").first()


def upload(upload_id: int) -> Upload | None:
    """One upload, for the worker."""
    return Upload.objects.select_related("event", "file").filter(pk=upload_id).first()
