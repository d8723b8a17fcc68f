"""What the pages to plan are sent, for tests."""

from datetime import timedelta

from cet_portal.core import clock
from tests.sessions_events.test_plans import day

REPEAT, FROM_FILE = "/sessions/repeat/", "/sessions/from-a-file/"


def soon(world, days=7):
    """A day in so many days."""
    return clock.london_date(world.at) + timedelta(days=days)


def rows(world, **changed):
    """The form with two rows."""
    return {
        "cet": world.application.c_number,
        "starts": "6:30pm",
        "ends": "8pm",
        "open_to_all": "yes",
        "day_1": day(world, 7),
        "venue_1": "Civic Hall",
        "town_1": "Leeds",
        "day_2": day(world, 14),
        "starts_2": "7pm",
        "venue_2": "Online",
        **changed,
    }


def text_of(answer) -> str:
    """What the page says."""
    return answer.content.decode()


def typed_event(event, **changed):
    """The form to change an event, as it is opened."""
    start = event.starts_at.astimezone(clock.LONDON)
    return {
        "version": event.version,
        "day_day": start.day,
        "day_month": start.month,
        "day_year": start.year,
        "starts": "18:00",
        "ends": "20:00",
        "open_to_all": "yes",
        **changed,
    }
