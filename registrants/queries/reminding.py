"""Whom to remind of pending points, and of what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, QuerySet, Sum

from cet_portal.core.actor import Actor
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


def waiting_for(registrants: Iterable[int], today: date) -> dict[int, Waiting]:
    """What each of these people can still accept on `today`; who has nothing is left out."""
    rows = (
        PointEntry.objects.filter(
            registrant_id__in=list(registrants), status=PointStatus.PENDING, due_on__gte=today
        )
        .values("registrant_id")
        .annotate(
            lines=Count("pk"), points=Sum("total"), since=Min("arrived_at"), until=Min("due_on")
        )
    )
    return {
        row["registrant_id"]: Waiting(row["lines"], row["points"], row["since"], row["until"])
        for row in rows
    }


def reminders_due(today: date) -> QuerySet[Reminder]:
    """The reminders whose day has come."""
    return Reminder.objects.due(today).select_related("registrant__user")


def next_reminder_of(actor: Actor) -> date | None:
    """The day of the actor's own next reminder."""
    found = Reminder.objects.filter(registrant_id=actor.person_id).first()
    return found.due_on if found else None
