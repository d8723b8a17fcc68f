"""What each provider got approved and delivered, how timely, and how it was rated."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db.models import (
    Avg,
    Case,
    Count,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from approvals.enums import ApplicationStatus
from approvals.models import Decision
from cet_portal.core.clock import LONDON
from providers.models import Provider
from sessions_events.enums import EventStatus
from sessions_events.models import Duty, Event, Rating
from sessions_events.models.duties import LET_OFF

DELIVERED = (EventStatus.HELD, EventStatus.DECLARED, EventStatus.UPLOADED)
UNKNOWN = -1.0


def providers_in(first: date, last: date, *, today: date) -> QuerySet[Provider]:
    """Every provider with figures of the days from `first` to `last`, in one query, by name.

    `approved`: applications that were approved; `delivered`: events that ended and took place;
    `on_time`, `late`: what fell due and was done by its day, or later, or is overdue;
    `on_time_share` of the two (-1: nothing fell due); `rated` and `average` of the events that
    ended (-1: none).
    """
    begin, end = (datetime.combine(day, at, tzinfo=LONDON) for day, at in _ends(first, last))
    decided = Decision.objects.filter(
        application__provider=OuterRef("pk"),
        outcome=ApplicationStatus.APPROVED,
        decided_at__range=(begin, end),
    )
    ended = Event.objects.filter(provider=OuterRef("pk"), ends_at__range=(begin, end))
    delivered = ended.filter(status__in=DELIVERED, ends_at__lte=_end_of(today))
    rated = Rating.objects.filter(
        event__provider=OuterRef("pk"), event__ends_at__range=(begin, end)
    )
    was_due_on = Coalesce("first_due_on", "due_on")
    due = (
        Duty.objects.filter(event__provider=OuterRef("pk"))
        .exclude(event__status__in=LET_OFF)
        .annotate(was_due_on=was_due_on)
        .filter(was_due_on__range=(first, last))
    )
    late = Q(late_on__isnull=False) | Q(closed_on__gt=F("due_on"))
    late |= Q(closed_on__isnull=True, due_on__lt=today)
    in_time = Q(closed_on__lte=F("due_on"), late_on__isnull=True)
    found = Provider.objects.filter(own="").annotate(
        approved=_number(decided, "application__provider"),
        delivered=_number(delivered, "provider"),
        on_time=_number(due.filter(in_time), "event__provider"),
        late=_number(due.filter(late), "event__provider"),
        rated=_number(rated, "event__provider"),
        average=Coalesce(
            Subquery(
                rated.order_by()
                .values("event__provider")
                .annotate(figure=Avg("score"))
                .values("figure"),
                output_field=FloatField(),
            ),
            UNKNOWN,
        ),
    )
    return found.annotate(
        on_time_share=Case(
            When(on_time=0, late=0, then=Value(UNKNOWN)),
            default=F("on_time") * 100.0 / (F("on_time") + F("late")),
            output_field=FloatField(),
        )
    ).order_by("name", "pk")


def sums_of(found: Iterable[Any]) -> dict[str, int]:
    """All providers of `providers_in` together, from what was read of each."""
    names = ("approved", "delivered", "on_time", "late", "rated")
    rows = list(found)
    return {f"all_{name}": sum(getattr(row, name) for row in rows) for name in names}


def _number(rows: QuerySet, of: str) -> Coalesce:
    counted = rows.order_by().values(of).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _ends(first: date, last: date) -> tuple[tuple[date, time], tuple[date, time]]:
    return (first, time.min), (last, time.max)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, tzinfo=LONDON)
