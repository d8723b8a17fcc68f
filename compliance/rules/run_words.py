"""Entries and lines of somebody in a run, said so that staff can look them up."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.scheme.enums import Specialty
from compliance.enums import NotCounted
from compliance.rules.inputs import plain_of
from compliance.rules.result import specialty_words

# Where a contradiction stands: "points[3].total".
_PLACE = re.compile(r"(\w+)\[(\d+)\]")
# What a message says as machines read it.
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_SPECIALTY = re.compile(rf"\b({'|'.join(Specialty.values)})\b")
Events = Mapping[str, str]
# Of a person by field, each row with what names it first, as it is kept.
Known = Mapping[str, Sequence[Sequence[Any]]]


def against_of(
    contradictions: Sequence[dict[str, str]] | None, inputs: str = "", events: Events | None = None
) -> list[str]:
    """Each contradiction of one person with the entry or the line that it is about: "EV-10023 on
    4 May 2027: “Z9” is not known here". `events`: the event of each line."""
    known = plain_of(inputs) if contradictions and inputs else {}
    return [
        against_words(each["field"], each["message"], known, events or {})
        for each in contradictions or ()
    ]


def against_words(field: str, message: str, known: Known, events: Events) -> str:
    """One contradiction with the row of `known` that it is about."""
    place = _PLACE.match(field)
    rows = known.get(place[1], []) if place else []
    message = _for_people(message)
    if not place or int(place[2]) >= len(rows):
        return message
    what = _what(place[1], rows[int(place[2])], events)
    return _("%(what)s: %(message)s") % {"what": what, "message": message}


def _for_people(message: str) -> str:
    """With days and specialties in words; what stands in quotation marks somebody typed."""
    if "“" in message:
        return message
    message = _DAY.sub(lambda found: _day(found[0]), message)
    return _SPECIALTY.sub(lambda found: specialty_words(found[0]), message)


def _what(of: str, row: Sequence[Any], events: Events) -> str:
    if of == "points":
        return line_words(row, events)
    if of == "entries":
        return _("Entry %(number)s from %(day)s") % {"number": row[1], "day": _day(row[2])}
    name = specialty_words(row[0]) if row[0] in Specialty.values else row[0]
    return _("Specialty %(specialty)s from %(day)s") % {"specialty": name, "day": _day(row[1])}


def line_words(row: Sequence[Any], events: Events) -> str:
    """One line: its event if it is known, else the number that it came under, and the day."""
    name = events.get(row[0]) or row[2]
    return _("%(event)s on %(day)s") % {"event": name, "day": _day(row[1])}


def not_counted_of(
    result: dict[str, Any] | None, inputs: str = "", events: Events | None = None
) -> list[tuple[str, list[str]]]:
    """Why lines did not count, and for each reason which, by day."""
    rows = {row[0]: row for row in plain_of(inputs)["points"]} if inputs else {}
    found: dict[str, list[list[Any]]] = {}
    for each in (result or {}).get("not_counted", ()):
        reference = each["reference"]
        row = rows.get(reference, [reference, "", reference])
        found.setdefault(each["reason"], []).append(row)
    return [
        (
            str(NotCounted(reason).label),
            [
                line_words(row, events or {}) if row[1] else str(row[2])
                for row in sorted(lines, key=lambda row: (row[1], row[0]))
            ],
        )
        for reason, lines in found.items()
    ]


def _day(day: str) -> str:
    return date_format(date.fromisoformat(day), "j F Y")
