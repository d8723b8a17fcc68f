"""What a registrant's own calendar holds: events they marked, and days that they must not miss."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.core.actor import Actor
from registrants import queries as register_queries
from sessions_events import queries as event_queries
from sessions_events.models import Event


@dataclass(frozen=True, slots=True)
class Day:
    """A day that matters: `mark` never changes for the same thing, `since` is when it was set."""

    mark: str
    day: date
    title: str
    words: str
    since: datetime


def marked_events(actor: Actor) -> list[Event]:
    """The events that the actor booked or signed in to."""
    marks = register_queries.marks_of(actor)
    return list(event_queries.events_with_numbers(marks.values_list("event_reference", flat=True)))


def own_days(actor: Actor, today: date) -> Iterator[Day]:
    """The last day to accept what waits, with the sum of it."""
    waiting = register_queries.waiting_for([actor.person_id], today).get(actor.person_id)
    if waiting:
        points = ngettext(
            "%(points)d CET point to accept", "%(points)d CET points to accept", waiting.points
        ) % {"points": waiting.points}
        yield Day(
            mark=f"accept-{waiting.until}",
            day=waiting.until,
            title=_("Last day: %(points)s") % {"points": points},
            words=_(
                "Points count in the cycle in which the event was held, if you accept them by the "
                "cycle’s last day: 11:59pm on %(day)s, London time. What is still pending then "
                "lapses."
            )
            % {"day": date_format(waiting.until, "l j F Y")},
            since=waiting.since,
        )
