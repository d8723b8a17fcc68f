"""Swapped columns, known by what most rows say."""

from django.utils.translation import gettext as _

from registrants.rules.identity import surname_key
from registrants.rules.importing.known import Known, first_name
from registrants.rules.importing.rows import Fault, Said

# So many rows, and half of all, say that it is the column and not the row.
LEAST_ROWS = 3
# So many rows say something about names; one in so many is hardly any.
LEAST_NAMES = 50
HARDLY_ANY = 10


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
    if sentence_for := _forenames_as_surnames(rows, known):
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


def _forenames_as_surnames(rows: list[Said], known: Known) -> str:
    """People who are new: told by the forenames of those who are there."""
    if len(rows) < LEAST_NAMES:
        return ""
    there = {first_name(person.forenames) for person in known.people.values()}
    surnames = sum(first_name(row.surname) in there for row in rows)
    forenames = sum(first_name(row.forenames) in there for row in rows)
    if forenames * HARDLY_ANY > len(rows):
        return ""
    return _if_most(surnames, rows, _("“Surname” holds forenames that others on the register have"))


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
