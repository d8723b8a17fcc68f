"""A list of events to plan: from a file or pasted text to headings and rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from cet_portal.core.reading import files
from cet_portal.core.reading.lines import Unreadable
from cet_portal.core.reading.records import records_of
from sessions_events.rules.files import PEOPLE
from sessions_events.rules.headings import heading_key
from sessions_events.rules.plans import MOST_PLANS

MOST_BYTES = 5_000_000
MOST_COLUMNS = 60
LONGEST_CELL = 1_000
# Titles may stand above the headings.
HEADINGS_AMONG = 10
SAMPLE = 50
# The column in which a list comes back with what is wrong.
REASON_HEADING = "MyCET reason"

# The heading of each column in the template, and other spellings, without spaces and signs.
COLUMNS: Mapping[str, tuple[str, str]] = {
    "cet": ("C-number", "cnumber cet cetnumber cno course coursenumber approvalnumber c"),
    "session": ("Session number", "sessionnumber snumber sno s"),
    "name": ("Session name", "sessionname session name conference eventname title"),
    "day": ("Day", "day date firstday startdate eventdate dayofevent on when"),
    "last_day": ("Last day", "lastday enddate finishdate lastdate until closes"),
    "starts": ("Start", "start starts starttime begins begin from time startsat"),
    "ends": ("End", "end ends endtime finish finishes finishtime to endsat"),
    "online": ("Online", "online onlineorvenue virtual webinar remote"),
    "venue": ("Venue", "venue place location building site where hotel"),
    "address": ("Address", "address venueaddress street postaladdress"),
    "town": ("Town", "town city townorcity towncity"),
    "region": ("Region", "region area nation"),
    "position": ("Latitude and longitude", "latitudeandlongitude position coordinates latlong"),
    "latitude": ("Latitude", "latitude lat"),
    "longitude": ("Longitude", "longitude long lng lon"),
    "capacity": ("Places", "places capacity seats numberofplaces maxplaces delegates"),
    "price": ("Price", "price cost fee charge"),
    "booking_link": ("Booking link", "bookinglink booking link url website web bookat bookingurl"),
    "contact": ("Contact", "contact contactemail email phone telephone enquiries"),
    "open_to_all": ("Open to all", "opentoall open public opentoeverybody whocancome openorclosed"),
}
IN_TEMPLATE = (
    "cet",
    "name",
    "day",
    "last_day",
    "starts",
    "ends",
    "venue",
    "address",
    "town",
    "region",
    "latitude",
    "longitude",
    "capacity",
    "price",
    "booking_link",
    "contact",
    "open_to_all",
)
NEEDED = ("cet", "day", "starts", "ends")
_MEANING = {
    spelling: name
    for name, (_heading, spellings) in COLUMNS.items()
    for spelling in spellings.split()
}


@dataclass(frozen=True, slots=True)
class PlanTable:
    """`layout`: the place of each known column; `rows`: line, as a spreadsheet shows it, and
    cells. `note`: what was left out."""

    headings: list[str]
    layout: dict[str, int]
    rows: list[tuple[int, list[str]]]
    note: str = ""


def read_file(file: BinaryIO) -> PlanTable:
    """CSV with any separator and encoding, or a workbook. Raises `Unreadable` with a sentence."""
    records, note = files.records_in(file, PEOPLE)
    return _table(records, note, NEEDED)


def read_text(text: str, needed: Iterable[str] = NEEDED) -> PlanTable:
    """A table pasted from a spreadsheet, with its headings."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return _table(records_of(lines, PEOPLE, sample=SAMPLE), "", tuple(needed))


def layout_of(cells: Iterable[str]) -> dict[str, int]:
    """The columns that a line of headings names; of two with the same meaning the first."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        meaning = _MEANING.get(heading_key(cell[:200]))
        if meaning:
            found.setdefault(meaning, place)
    return found


def _table(records: Iterable[list[str]], note: str, needed: tuple[str, ...]) -> PlanTable:
    headings: list[str] | None = None
    layout: dict[str, int] = {}
    above: list[list[str]] = []
    rows: list[tuple[int, list[str]]] = []
    for line, record in enumerate(records, start=1):
        if not any(record):
            continue
        cells = [cell[:LONGEST_CELL] for cell in record[:MOST_COLUMNS]]
        if headings is None:
            layout = layout_of(cells)
            if all(name in layout for name in needed):
                headings = cells
            else:
                above.append(cells)
                if len(above) >= HEADINGS_AMONG:
                    break
            continue
        rows.append((line, cells))
        if len(rows) > MOST_PLANS:
            raise Unreadable(
                _("The list has more than %(most)s rows. Split it and send the parts.")
                % {"most": MOST_PLANS}
            )
    if headings is None:
        raise Unreadable(_missing(above, needed))
    if not rows:
        raise Unreadable(_("The list has headings and no rows below them."))
    return PlanTable(headings, layout, rows, note)


def _missing(above: list[list[str]], needed: tuple[str, ...]) -> str:
    if not above:
        return _("The list is empty. It needs a line of headings, and one event a row.")
    layout = max((layout_of(cells) for cells in above), key=len)
    missing = ", ".join(COLUMNS[name][0] for name in needed if name not in layout)
    return _(
        "There is no line of headings that names these columns: %(missing)s. Download the "
        "template, or name the columns so."
    ) % {"missing": missing}
