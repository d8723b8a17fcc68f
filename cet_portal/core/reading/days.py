"""Days as lists have them."""

import re
from datetime import date, datetime
from functools import lru_cache

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


@lru_cache(maxsize=2_000)
def read_day(text: str) -> date | None:
    """A day as lists have it: 31/12/2026, 2026-12-31, 31.12.26, 31 Dec 2026; None otherwise.

    Day before month, as this country writes it.
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
    return None
