"""Last year's file, known by its day and by what is in it."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registrants.enums import ImportKind
from registrants.rules.importing.known import Known
from registrants.rules.importing.rows import Said

# So many people who came after a file's newest entry say that it is an older file.
LEAST_NEWER = 3


def too_old(
    rows: Iterable[Said], known: Known, *, kind: str, of_day: date, committed: date | None
) -> str:
    """A sentence if the file shows an older register than the one there is; else blank.

    `committed`: the day that the last file showed which was taken over.
    """
    if committed and of_day < committed:
        return _(
            "The file shows the register of %(day)s, and one of %(committed)s was taken over "
            "already. An older file would undo what is newer."
        ) % {"day": _said(of_day), "committed": _said(committed)}
    if kind != ImportKind.FULL:
        return ""
    latest = max(
        (entry.start for person in known.people.values() for entry in person.entries),
        default=of_day,
    )
    if of_day < latest:
        return _(
            "The file shows the register of %(day)s, and somebody entered it on %(latest)s: an "
            "older file would undo what is newer."
        ) % {"day": _said(of_day), "latest": _said(latest)}
    starts = [entry.start for entry in known.entries_on(of_day)]
    newest = max((row.start for row in rows if not row.wrong), default=None)
    newer = sum(start > newest for start in starts) if newest else 0
    if newest is None or newer < LEAST_NEWER:
        return ""
    return _(
        "The newest entry in the file began on %(day)s, and %(newer)s people on the register came "
        "after it: this looks like an older file. Send the register of today, or, if only the day "
        "is wrong, say which day the file shows."
    ) % {"day": _said(newest), "newer": f"{newer:,}"}


def _said(day: date) -> str:
    return date_format(day, "j F Y")
