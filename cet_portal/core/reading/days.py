"""Days as lists have them."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from dateutil import parser

_DAYS = (
    "%d/%m/%Y",
    "%d/%m/%y",
    "%Y-%m-%d",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d",
    "%d.%m.%Y",
    "%d.%m.%y",
    "%d-%m-%Y",
    "%d %b %Y",
    "%d %B %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
)


# The two usual ones are read without trying all.
_USUAL = re.compile(
    r"^(?:(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)|(?P<d>\d\d)/(?P<m>\d\d)/(?P<y>\d{4}))$",
    re.ASCII,
)


# Days as a spreadsheet counts them, where a cell has lost its layout: 1954 to 2119.
_SERIAL = re.compile(r"^(\d{5})(?:[.,]\d+)?$", re.ASCII)
_FIRST_SERIAL, _LAST_SERIAL, _DAY_0 = 20_000, 80_000, date(1899, 12, 30)
# The month as a word: then there is one way to read the day.
_MONTH_IN_WORDS = re.compile(
    r"(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
LONGEST_DAY = 40


@lru_cache(maxsize=2_000)
def read_day(text: str) -> date | None:
    """A day as lists have it: 31/12/2026, 2026-12-31, 31.12.26, 31 Dec 2026, December 31, 2026,
    31st December 2026, 46387; None otherwise.

    Day before month, as this country writes it; 12/31/2026 is none, as nobody knows which of its
    neighbours were written the same way. A month without its day or its year is none.
    """
    plain = text.strip().split("T")[0]
    if found := _USUAL.match(plain):
        year, month, day = (int(found[long] or found[long[0]]) for long in ("year", "month", "day"))
        try:
            return date(year, month, day)
        except ValueError:
            return None
    for pattern in _DAYS:
        try:
            return datetime.strptime(plain, pattern).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    if found := _SERIAL.match(plain):
        days = int(found[1])
        return _DAY_0 + timedelta(days=days) if _FIRST_SERIAL <= days <= _LAST_SERIAL else None
    return _in_words(text.strip())


def _in_words(text: str) -> date | None:
    """A day with its month as a word, whatever else stands around it: clock, weekday, "th"."""
    if len(text) > LONGEST_DAY or not _MONTH_IN_WORDS.search(text) or not _YEAR.search(text):
        return None
    # What is left out is taken from the default: two of them tell whether it was said.
    defaults = (datetime(2001, 1, 1), datetime(2004, 2, 2))  # noqa: DTZ001  a day has no zone
    try:
        one, other = (
            parser.parse(text, default=default, dayfirst=True, ignoretz=True).date()
            for default in defaults
        )
    except (ValueError, OverflowError):
        return None
    return one if one == other and f"{one:%Y}" in _YEAR.findall(text) else None
