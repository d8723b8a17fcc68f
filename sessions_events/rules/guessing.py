"""The columns of a list without headings, judged by its first rows."""

import re

from django.utils.translation import gettext as _

from cet_portal.core.reading.lines import Unreadable
from registrants.rules import looks_like_number
from sessions_events.rules.headings import Field, Layout

_NAME = re.compile(r"^[^\W\d_][^\d_@=]*$")


def guess(records: list[list[str]]) -> tuple[Layout, str]:
    """The column with most numbers, the only other one with names, and a note that says so.

    Raises `Unreadable` where that is not clear.
    """
    width = max(map(len, records))
    numbers = [sum(map(looks_like_number, _column(records, at))) for at in range(width)]
    number = numbers.index(max(numbers))
    if not numbers[number]:
        raise Unreadable(
            _(
                "No column with registration numbers was found. The first line should name the "
                "columns: Registration number, Surname."
            )
        )
    names = {
        at: sum(map(bool, map(_NAME.match, _column(records, at))))
        for at in range(width)
        if at != number
    }
    likely = [at for at, count in names.items() if count and count * 2 >= max(names.values())]
    if len(likely) != 1:
        raise Unreadable(_which_surname(bool(likely)))
    note = _(
        "The file has no header, so column %(number)s was read as the registration number and "
        "column %(surname)s as the surname."
    ) % {"number": number + 1, "surname": likely[0] + 1}
    return {Field.NUMBER.value: number, Field.SURNAME.value: likely[0]}, note


def _column(records: list[list[str]], at: int) -> list[str]:
    return [cells[at] if at < len(cells) else "" for cells in records]


def _which_surname(several: bool) -> str:
    if several:
        return _(
            "The file has no header, and more than one column could be the surname. Put a first "
            "line above that names the columns: Registration number, Surname."
        )
    return _(
        "No column with surnames was found. The first line should name the columns: "
        "Registration number, Surname."
    )
