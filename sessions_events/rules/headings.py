"""Which column of a list is which: known headings, headings remembered, columns guessed."""

import re
from collections.abc import Mapping, Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Cells = Sequence[str]
# For each field the place of its column, from 0.
Layout = dict[str, int]


class Field(TextChoices):
    """What a column of an upload can hold."""

    NUMBER = "number", _("registration number")
    SURNAME = "surname", _("surname")
    COMPLETED = "completed", _("day of completion")
    PART = "part", _("role")
    INTERACTIVE = "interactive", _("interactive part completed")
    MARK = "mark", _("MyCET row")


NEEDED = (Field.NUMBER, Field.SURNAME)
# The heading of the column that marks rows of a list downloaded from here.
MARK_HEADING = "MyCET row"

_SPELLINGS: Mapping[str, str] = {
    Field.NUMBER: """
        goc gocnumber gocno gocnum gocid gocref gocreg regno regnumber regnr number registration
        registrant registrationno registrationnumber registrantno registrantnumber
        registerednumber membershipgocnumber professionalnumber uniquenumber optometristnumber
        dispensingopticiannumber donumber
    """,
    Field.SURNAME: """
        surname surnames lastname lastnames familyname secondname sname lname delegatesurname
        attendeelastname namelast
    """,
    Field.COMPLETED: """
        completed completedon completiondate datecompleted dateofcompletion completedat date
        finished finishedon datefinished completion passdate passedon datepassed
    """,
    Field.PART: "role part roles attendeetype tickettype capacity attendedas",
    Field.INTERACTIVE: """
        interactive interactivecompleted interactivepart interactivepartcompleted
        interactivecomplete peerdiscussion peerdiscussioncompleted discussioncompleted
    """,
    Field.MARK: "mycetrow",
}
_EXACT = {
    spelling: name for name, spellings in _SPELLINGS.items() for spelling in spellings.split()
}
_NUMBER_WORDS = frozenset({"number", "no", "num", "nr", "id", "ref", "reference", "code"})
_REGISTER_WORDS = frozenset({"goc", "reg", "registration", "registrant", "register"})
_OTHER_SURNAMES = frozenset({"previous", "former", "old", "birth", "emergency", "contact"})

_NO = frozenset({"no", "n", "false", "none", "not", "incomplete", "absent", "missed"})
_NOT_SAID = (["n", "a"], ["not", "applicable"], ["not", "known"])
_CROSSES = frozenset({"0", "✗", "✘", "❌"})
_FACILITATOR = frozenset(
    {"facilitator", "leader", "tutor", "moderator", "chair", "facilitated", "facilitating"}
)


def heading_key(heading: str) -> str:
    """What headings are compared by: small letters alone."""
    return "".join(re.findall(r"[^\W\d_]+", heading.lower()))


def field_of(heading: str, remembered: Mapping[str, str] | None = None) -> str | None:
    """What the column under this heading holds; None if nobody knows.

    `remembered`: fields by heading key, as the provider said them once.
    """
    found = _meaning(heading, remembered)
    return found[0] if found else None


def _meaning(heading: str, remembered: Mapping[str, str] | None) -> tuple[str, int] | None:
    """The field, and how sure that is: 0 is surest."""
    if not heading or len(heading) > 200:
        return None
    key = heading_key(heading)
    if remembered and key in remembered:
        return remembered[key], 0
    words = set(re.findall(r"[a-z]+", heading.lower()))
    if key in _EXACT:
        return _EXACT[key], 1 if "goc" in words else 3 if key in _NUMBER_WORDS else 2
    if words & _REGISTER_WORDS and words & _NUMBER_WORDS:
        return Field.NUMBER, 1 if "goc" in words else 4
    return (Field.SURNAME, 4) if "surname" in words and not words & _OTHER_SURNAMES else None


def layout_of(cells: Cells, remembered: Mapping[str, str] | None = None) -> Layout:
    """The columns that a line of headings names; of two with the same meaning the surer, else
    the first: "GOC number" before "Registration ID".
    """
    found: Layout = {}
    sureness: dict[str, int] = {}
    for place, cell in enumerate(cells):
        meaning = _meaning(cell, remembered)
        if meaning and meaning[1] < sureness.get(meaning[0], 9):
            found[meaning[0]], sureness[meaning[0]] = place, meaning[1]
    return found


def is_complete(layout: Layout) -> bool:
    """Does it say where numbers and surnames are?"""
    return all(name in layout for name in NEEDED)


def said_no(cell: str) -> bool:
    """Does a cell of the column "interactive" say that it was not completed? Empty says yes, and
    so does what is neither: nobody loses a point by a remark.
    """
    words = re.findall(r"[a-z]+", cell.lower())
    return cell.strip() in _CROSSES or (bool(words) and words[0] in _NO and words not in _NOT_SAID)


_PARTICIPANT = frozenset(
    {"participant", "attendee", "delegate", "participated", "attended", "participating"}
)


def is_role(cell: str) -> bool:
    """Is it a role that is known, or none at all? Lists of people say much in this column; a
    machine says what it means."""
    words = re.findall(r"[a-z]+", cell.lower())
    known = is_facilitator(cell) or words == ["p"] or bool(_PARTICIPANT.intersection(words))
    return known or not cell.strip()


def is_facilitator(cell: str) -> bool:
    """Does a cell of the column "role" say that the person facilitated?"""
    words = re.findall(r"[a-z]+", cell.lower())
    return words == ["f"] or (not _NO.intersection(words) and bool(_FACILITATOR & set(words)))
