"""Whom to remind of pending points, and of what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min, QuerySet, Sum

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from registrants.enums import PointStatus
from registrants.models import PointEntry, Reminder


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one person: how many lines and points, since when and until when.

    `until`: the last day, inclusive, of those that end first.
    """

    lines: int
    points: int
    since: datetime
    until: date
    latest: datetime

    @property
    def arrived_on(self) -> tuple[date, date]:
        """The London days of the first and of the last arrival."""
        return london_date(self.since), london_date(self.latest)


def waiting_for(registrants: Iterable[int], today: date) -> dict[int, Waiting]:
    """What each of these people can still accept on `today`; who has nothing is left out."""
    rows = (
        PointEntry.objects.filter(
            registrant_id__in=list(registrants), status=PointStatus.PENDING, due_on__gte=today
        )
        .values("registrant_id")
        .annotate(
            lines=Count("pk"),
            points=Sum("total"),
            since=Min("arrived_at"),
            until=Min("due_on"),
            latest=Max("arrived_at"),
        )
    )
    return {
        row["registrant_id"]: Waiting(
            row["lines"], row["points"], row["since"], row["until"], row["latest"]
        )
        for row in rows
    }


def reminders_due(today: date) -> QuerySet[Reminder]:
    """The reminders whose day has come."""
    return Reminder.objects.due(today).select_related("registrant__user")


def next_reminder_of(actor: Actor, today: date) -> date | None:
    """The day of the actor's own next reminder, while something waits: one that is overdue
    comes today."""
    found = Reminder.objects.filter(registrant_id=actor.person_id).first()
    return max(found.due_on, today) if found else None
