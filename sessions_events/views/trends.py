"""Averages in the order of time, as a drawing with its table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from cet_portal.core.clock import london_date
from sessions_events.models import Event
from sessions_events.rules.opinions import Drawn, drawn, shown_apart

# So many parts are drawn, the latest.
MOST_DRAWN = 24


@dataclass(frozen=True, slots=True)
class Part:
    """An event or a month whose figures may be shown."""

    day: date
    rated: int
    average: float
    number: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """The latest parts, the earliest of them first; `all`: how many there are.

    What few rated is not among them: not even that somebody did (docs/adr/0034).
    """

    parts: tuple[Part, ...]
    all: int

    @property
    def drawing(self) -> Drawn | None:
        return drawn([part.average for part in self.parts])


def by_event(events: QuerySet) -> Trend:
    """From the rated events of a CET (see `queries.rated_events`)."""
    rows = list(events)
    apart = _apart(rows)
    return _latest(
        Part(
            day=london_date(event.starts_at),
            rated=event.rated,
            average=event.average,
            number=event.ev_number,
            address=reverse("sessions_events:ratings_of_event", args=[event.ev_number]),
        )
        for event in rows
        if event.pk in apart
    )


def is_apart(event: Event, events: QuerySet) -> bool:
    """May the event's own figures be shown, beside those of the whole CET?"""
    return event.pk in _apart(list(events))


def by_month(months: QuerySet) -> Trend:
    """From the months in which one event was rated (see `queries.rated_months`)."""
    rows = list(months)
    apart = shown_apart({row["month"]: row["rated"] for row in rows})
    return _latest(
        Part(day=row["month"].date(), rated=row["rated"], average=row["average"])
        for row in rows
        if row["month"] in apart
    )


def _apart(events: list[Event]) -> frozenset[int]:
    return shown_apart({event.pk: event.rated for event in events})


def _latest(parts: Iterable[Part]) -> Trend:
    found = tuple(parts)
    return Trend(found[-MOST_DRAWN:], len(found))
