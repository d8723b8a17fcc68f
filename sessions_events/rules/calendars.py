"""Events as a calendar file (RFC 5545), from plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event, Timezone, vText

from cet_portal.core.clock import LONDON

MAKER = "-//MyCET//Directory of CET//EN"
# The rules of London's clock since 1996. A library's own list of changes is an hour off in spring.
_CLOCK = "\r\n".join(
    [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/London",
        "BEGIN:DAYLIGHT",
        "DTSTART:19960331T010000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0100",
        "TZNAME:BST",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0000",
        "TZNAME:GMT",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]
)
LOOK_AGAIN = timedelta(hours=6)


@dataclass(frozen=True)
class Entry:
    """One event as a calendar shows it.

    `uid` never changes; `revision` grows with every change that people hear of. `position`:
    latitude and longitude. `all_along`: open for a long time, so nobody is busy through it.
    """

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    revision: int
    revised_at: datetime
    url: str
    place: str
    description: str
    cancelled: bool = False
    all_along: bool = False
    position: tuple[float, float] | None = None


def calendar(name: str, entries: Iterable[Entry]) -> bytes:
    """The file. Equal entries give equal bytes; times are London's, with the rules of its clock."""
    found = Calendar()
    found.add("prodid", MAKER)
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found["x-wr-calname"] = vText(name)
    found["x-published-ttl"] = f"PT{LOOK_AGAIN // timedelta(hours=1)}H"
    found.add_component(Timezone.from_ical(_CLOCK))
    for entry in entries:
        found.add_component(_event(entry))
    return bytes(found.to_ical())


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.revision)
    event.add("dtstamp", entry.revised_at)
    event.add("last-modified", entry.revised_at)
    event.add("summary", entry.title)
    event.add("dtstart", entry.starts_at.astimezone(LONDON))
    event.add("dtend", entry.ends_at.astimezone(LONDON))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.all_along else "OPAQUE")
    event.add("location", entry.place)
    event.add("description", entry.description)
    event.add("url", entry.url)
    if entry.position:
        event.add("geo", entry.position)
    return event
