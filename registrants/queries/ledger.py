"""Reads of the ledger."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Sum

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.membership import IsOneOf
from registrants.enums import PointStatus
from registrants.models import PointEntry, StandingInstruction


def statement_of(actor: Actor):
    """The lines of one's own statement, the newest event first."""
    return PointEntry.objects.visible_to(actor).order_by("-event_date", "-pk")


def statement_between(actor: Actor, first_day: date, last_day: date):
    """The lines of one's own statement whose event lies between these days."""
    return statement_of(actor).filter(event_date__range=(first_day, last_day))


def first_day_of(actor: Actor) -> date | None:
    """The day of the first event on one's own statement."""
    return PointEntry.objects.visible_to(actor).aggregate(first=Min("event_date"))["first"]


def pending_of(actor: Actor):
    """What one can still accept."""
    return statement_of(actor).filter(status=PointStatus.PENDING)


def those(lines):
    """These lines, given as they are or by key."""
    if isinstance(lines, QuerySet):
        return lines
    return PointEntry.objects.filter(IsOneOf("pk", set(lines)))


def to_lapse(today: date):
    """Pending lines whose cycle ended before `today`."""
    return PointEntry.objects.to_lapse(today)


def lost_at_the_end(entries: Iterable[PointEntry]) -> dict[tuple[int, date], tuple[int, int]]:
    """For each person and last day of these lines: how many lines and points lapse there.

    All of them, whether the clock has come to each or not.
    """
    some = list(entries)
    rows = (
        PointEntry.objects.filter(
            IsOneOf("registrant_id", {each.registrant_id for each in some}),
            status__in=(PointStatus.PENDING, PointStatus.LAPSED),
            due_on__in={each.due_on for each in some},
        )
        .values_list("registrant_id", "due_on")
        .annotate(lines=Count("pk"), points=Sum("total"))
    )
    return {(person, last_day): (lines, points) for person, last_day, lines, points in rows}


def to_keep_late(today: date):
    """Queried lines whose cycle ended before `today`."""
    return PointEntry.objects.to_keep_late(today)


def to_accept(today: date):
    """Pending lines whose days to object are over, under an instruction that is in force."""
    in_force = StandingInstruction.objects.filter(
        registrant=OuterRef("registrant"), ended_at__isnull=True
    )
    return PointEntry.objects.to_accept(today).filter(Exists(in_force))


def late_visible_to(actor: Actor):
    """What came after the end of its cycle and waits for GOC staff, by person, then by event."""
    lines = PointEntry.objects.filter(status=PointStatus.LATE)
    if actor.tenant_id is not None or not actor.may(Permission.CASE_SETTLE):
        return lines.none()
    return lines.select_related("registrant").order_by("registrant_id", "pk")


def late_people(keys: Iterable[int], first_day: date, last_day: date) -> set[int]:
    """Those of these people who have such lines with an event between these days."""
    lines = PointEntry.objects.filter(
        IsOneOf("registrant_id", set(keys)),
        status=PointStatus.LATE,
        event_date__range=(first_day, last_day),
    )
    return set(lines.values_list("registrant_id", flat=True))


def whose_points_are_late(first_day: date, last_day: date):
    """Keys of everybody who has such lines with an event between these days."""
    lines = PointEntry.objects.filter(
        status=PointStatus.LATE, event_date__range=(first_day, last_day)
    )
    return lines.values("registrant_id")


def lines_of(people, first_day: date, last_day: date):
    """The lines of these people whose event lies between these days."""
    return PointEntry.objects.filter(
        registrant__in=people.order_by(), event_date__range=(first_day, last_day)
    )


def uploaded_for(event_reference: str) -> set[int]:
    """The people who have a line for this event that was not taken back."""
    lines = PointEntry.objects.standing().filter(event_reference=event_reference)
    return set(lines.values_list("registrant_id", flat=True))


def recorded_at(event_references: Iterable[str], registrants: Iterable[int]) -> dict[int, str]:
    """Which of these people have a line for one of these events, and for which."""
    lines = PointEntry.objects.standing().filter(
        IsOneOf("registrant_id", set(registrants)), event_reference__in=list(event_references)
    )
    return dict(lines.values_list("registrant_id", "event_reference"))


def lines_for(event_reference: str, registrants: Iterable[int] | None = None):
    """What stands on the statements of these people, or of everybody, for this event."""
    lines = PointEntry.objects.standing().filter(event_reference=event_reference)
    return lines if registrants is None else lines.filter(registrant_id__in=set(registrants))


def statuses_for(event_reference: str, registrants: Iterable[int]) -> dict[int, str]:
    """How the latest line of each of these people for the event stands."""
    lines = PointEntry.objects.filter(
        event_reference=event_reference, registrant_id__in=set(registrants)
    )
    return dict(lines.order_by("pk").values_list("registrant_id", "status"))


def whose(lines: Iterable[int]) -> list[tuple[int, date]]:
    """The person and the day of each of these lines (by key)."""
    found = PointEntry.objects.filter(pk__in=set(lines))
    return list(found.values_list("registrant_id", "event_date"))


def acceptance_of(event_references: Iterable[str]) -> dict[str, dict[str, int]]:
    """For each event: how many lines there are, pending and accepted; no names."""
    rows = (
        PointEntry.objects.standing()
        .filter(event_reference__in=list(event_references))
        .values("event_reference")
        .annotate(
            lines=Count("pk"),
            pending=Count("pk", filter=Q(status=PointStatus.PENDING)),
            accepted=Count("pk", filter=Q(status=PointStatus.ACCEPTED)),
        )
    )
    return {row["event_reference"]: row for row in rows}


def pending_totals() -> dict[str, int]:
    """How many people have pending points, how many lines, how many points."""
    return PointEntry.objects.filter(status=PointStatus.PENDING).aggregate(
        people=Count("registrant", distinct=True), lines=Count("pk"), points=Sum("total", default=0)
    )


def accepted_share(first_day: date, last_day: date) -> tuple[int, int]:
    """Of the lines whose event lies between these days: how many are accepted, and how many
    there are."""
    standing = PointEntry.objects.standing().filter(event_date__range=(first_day, last_day))
    found = standing.aggregate(
        accepted=Count("pk", filter=Q(status=PointStatus.ACCEPTED)), lines=Count("pk")
    )
    return found["accepted"], found["lines"]


def pending_by_due_date(today: date):
    """For each coming due date: how many lines and people wait; `due_on`, `lines`, `people`."""
    waiting = PointEntry.objects.filter(status=PointStatus.PENDING, due_on__gte=today)
    return (
        waiting.values("due_on")
        .annotate(lines=Count("registrant"), people=Count("registrant", distinct=True))
        .order_by("due_on")
    )
