"""What may be wrong with a file as a whole: swapped columns, last year's file."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from registrants.enums import ImportKind
from registrants.rules.identity import surname_key
from registrants.rules.importing.known import Known
from registrants.rules.importing.rows import Fault, Said

# So many rows, and half of all, say that it is the column and not the row.
LEAST_ROWS = 3
# So many people who came after a file's newest entry say that it is an older file.
LEAST_NEWER = 3


def swapped(rows: list[Said], known: Known) -> str:
    """A sentence if columns seem to be swapped; else blank."""
    for fault, sentence in (
        (Fault.NO_NUMBER, _("“Registration number” holds no registration number")),
        (Fault.NO_BIRTHDAY, _("“Date of birth” holds no date")),
        (Fault.BORN_LATER, _("“Date of birth” is after “From”")),
        (Fault.REVERSED, _("a day under “To” is before the one under “From”")),
    ):
        if sentence_for := _if_most(sum(fault in row.faults for row in rows), rows, sentence):
            return sentence_for
    names = sum(_names_swapped(row, known) for row in rows)
    words = _("“Forenames” and “Surname” are the other way round than on the register")
    if sentence_for := _if_most(names, rows, words):
        return sentence_for
    numbers = sum(_numbers_swapped(row, known) for row in rows)
    words = _("“Previous number” is the one in force, and “Registration number” one that has ended")
    return _if_most(numbers, [row for row in rows if row.previous], words)


def _if_most(count: int, rows: list[Said], words: str) -> str:
    if count < LEAST_ROWS or count * 2 < len(rows):
        return ""
    return _(
        "In %(count)s of %(rows)s rows %(words)s: it looks as if columns were swapped. Nothing was "
        "taken over. Put the headings right and send the file again."
    ) % {"count": f"{count:,}", "rows": f"{len(rows):,}", "words": words}


def _names_swapped(row: Said, known: Known) -> bool:
    forenames = surname_key(row.forenames)
    return any(
        person.surname_key == forenames != row.surname_key
        and surname_key(person.forenames) == row.surname_key
        for person in (known.people[key] for key in known.numbers.get(row.number, ()))
    )


def _numbers_swapped(row: Said, known: Known) -> bool:
    if row.wrong or row.previous not in known.numbers or row.number not in known.numbers:
        return False
    people = (known.people[key] for key in known.numbers[row.number])
    return any(
        entry.number == row.previous and entry.end is None and entry.start > row.start
        for person in people
        for entry in person.entries
    )


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
        ) % {"day": of_day.isoformat(), "committed": committed.isoformat()}
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
        ) % {"day": of_day.isoformat(), "latest": latest.isoformat()}
    starts = [entry.start for entry in known.entries_on(of_day)]
    newest = max((row.start for row in rows if not row.wrong), default=None)
    newer = sum(start > newest for start in starts) if newest else 0
    if newest is None or newer < LEAST_NEWER:
        return ""
    return _(
        "The newest entry in the file began on %(day)s, and %(newer)s people on the register came "
        "after it: this looks like an older file. Send the register of today, or, if only the day "
        "is wrong, say which day the file shows."
    ) % {"day": newest.isoformat(), "newer": f"{newer:,}"}
