"""What people type for dates and times, read forgivingly. Pure; sentences for what is wrong.

Formats: GOV.UK date input; times as style.md 3.9 and interface.md show them (5:30pm).
"""

import re
from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

PARTS = ("day", "month", "year")
PART_NAMES = {
    "day": gettext_lazy("a day"),
    "month": gettext_lazy("a month"),
    "year": gettext_lazy("a year"),
}
MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
FIRST_YEAR, LAST_YEAR = 1900, 2199
LONGEST_DATE = 40
TIME = re.compile(r"(\d{1,2})(?:[:.h]?([0-5]\d))?(am|pm)?")


@dataclass(frozen=True)
class Wrong(Exception):
    """Why no date could be read: a sentence, and the boxes that it is about."""

    sentence: str
    parts: tuple[str, ...] = PARTS


def split_date(text: str) -> tuple[str, str, str] | None:
    """A whole date typed into one box: "27 3 2026", "27/03/2026", "27 March 2026", "2026-03-27"."""
    pieces = re.findall(r"[0-9]+|[^\W\d_]+", re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text.lower()))
    if len(text) > LONGEST_DATE or len(pieces) != len(PARTS):
        return None
    first, second, third = pieces
    return (third, second, first) if len(first) == len("2026") else (first, second, third)


def read_date(day: str, month: str, year: str, *, label: str) -> date | None:
    """The date of three boxes, None if all are empty. Raises `Wrong` with a sentence."""
    boxes = dict(zip(PARTS, (day.strip(), month.strip(), year.strip()), strict=True))
    if boxes["day"] and not boxes["month"] and not boxes["year"]:
        boxes = dict(zip(PARTS, split_date(boxes["day"]) or boxes.values(), strict=True))
    if not any(boxes.values()):
        return None
    _refuse_missing(boxes, label)
    numbers = {"day": _number(boxes["day"]), "month": _month(boxes["month"])}
    numbers["year"] = _number(boxes["year"])
    _refuse_absurd(numbers, boxes, label)
    try:
        return date(numbers["year"], numbers["month"], numbers["day"])
    except ValueError:
        sentence = _("%(label)s must be a real date: that month has no day %(day)s")
        raise Wrong(sentence % {"label": label, "day": numbers["day"]}, ("day",)) from None


def _refuse_missing(boxes: dict[str, str], label: str) -> None:
    missing = tuple(part for part in PARTS if not boxes[part])
    if missing:
        words = _(" and ").join(str(PART_NAMES[part]) for part in missing)
        raise Wrong(
            _("%(label)s must include %(parts)s") % {"label": label, "parts": words},
            missing,
        )


def _refuse_absurd(numbers: dict[str, int | None], boxes: dict[str, str], label: str) -> None:
    if numbers["day"] is None or not 1 <= numbers["day"] <= 31:
        raise Wrong(
            _("%(label)s: the day must be a number from 1 to 31") % {"label": label},
            ("day",),
        )
    if numbers["month"] is None:
        sentence = _("%(label)s: the month must be a number from 1 to 12, or its name")
        raise Wrong(sentence % {"label": label}, ("month",))
    if numbers["year"] is None or len(boxes["year"]) != len("2026"):
        sentence = _("%(label)s: the year must have 4 digits, for example 2026")
        raise Wrong(sentence % {"label": label}, ("year",))
    if not FIRST_YEAR <= numbers["year"] <= LAST_YEAR:
        words = {"label": label, "first": FIRST_YEAR, "last": LAST_YEAR}
        raise Wrong(
            _("%(label)s: the year must be between %(first)s and %(last)s") % words,
            ("year",),
        )


def _number(text: str) -> int | None:
    # isdecimal alone would let other scripts' digits through, which is harmless: int reads them.
    return int(text) if text.isdecimal() and len(text) <= len("2026") else None


def _month(text: str) -> int | None:
    number = _number(text)
    if number is not None:
        return number if 1 <= number <= len(MONTHS) else None
    name = text.lower().strip(".")
    return MONTHS.index(name[:3]) + 1 if name[:3] in MONTHS else None


def read_time(text: str, *, label: str) -> time | None:
    """ "5:30pm", "5.30 pm", "5pm", "17:30", "1730", "midday"; None if empty. Raises `Wrong`."""
    typed = re.sub(r"\s+", "", text.lower()).replace("a.m.", "am").replace("p.m.", "pm")
    if not typed:
        return None
    if typed in ("noon", "midday", "12noon", "12midday"):
        return time(12)
    found = TIME.fullmatch(typed)
    if found is None or typed.isdecimal() and len(typed) < len("730"):
        raise Wrong(_("%(label)s must be a time, like 5:30pm or 17:30") % {"label": label})
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:
            sentence = _("%(label)s: with am or pm the hour must be from 1 to 12")
            raise Wrong(sentence % {"label": label})
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23:
        raise Wrong(_("%(label)s: the hour must be from 0 to 23") % {"label": label})
    return time(hour, minute)


def say_time(at: time) -> str:
    """5:30pm, 9am, midday; 12:00am is never "midnight", which is read two ways."""
    if at.hour == 12 and at.minute == 0:
        return _("midday")
    half = _("am") if at.hour < 12 else _("pm")
    minutes = f":{at.minute:02}" if at.minute or at.hour == 0 else ""
    return f"{at.hour % 12 or 12}{minutes}{half}"


def say_working_days(number: int) -> str:
    """ "1 working day", "3 working days"."""
    return ngettext("%(number)s working day", "%(number)s working days", number) % {
        "number": number
    }


def say_days(number: int) -> str:
    """ "1 day", "3 days": days of the calendar."""
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}
