"""The columns of a file from the register."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from cet_portal.core.reading.records import Signs
from cet_portal.scheme.enums import Specialty
from registrants.rules.identity import holds_number, looks_like_number

NUMBER, PREVIOUS, FORENAMES, SURNAME = "number", "previous", "forenames", "surname"
BORN, REGISTER, START, END = "born", "register", "start", "end"

# The heading of each column in the example, and other spellings, without spaces and signs.
_COLUMNS: Mapping[str, tuple[str, str]] = {
    NUMBER: ("Registration number", "registrationnumber number gocnumber gocno regno"),
    PREVIOUS: (
        "Previous number",
        "previousnumber previousregistrationnumber formernumber oldnumber",
    ),
    FORENAMES: ("Forenames", "forenames forename firstname firstnames givennames givenname"),
    SURNAME: ("Surname", "surname lastname familyname"),
    BORN: ("Date of birth", "dateofbirth dob birthdate born"),
    REGISTER: ("Register", "register profession registertype"),
    START: ("From", "from registeredfrom start startdate registrationdate"),
    END: ("To", "to registeredto end enddate removed removedon left"),
}
NEEDED = (NUMBER, FORENAMES, SURNAME, BORN, REGISTER, START)
SPECIALTIES: Mapping[str, str] = {
    Specialty.CONTACT_LENS: "Contact lens",
    Specialty.ADDITIONAL_SUPPLY: "Additional supply",
    Specialty.SUPPLEMENTARY_PRESCRIBING: "Supplementary prescribing",
    Specialty.INDEPENDENT_PRESCRIBING: "Independent prescribing",
}
HEADINGS: Mapping[str, str] = {
    **{name: heading for name, (heading, _spellings) in _COLUMNS.items()},
    **{
        f"{specialty}:{edge}": f"{words} {edge}"
        for specialty, words in SPECIALTIES.items()
        for edge in ("from", "to")
    },
}
ENDS = frozenset({END, *(f"{specialty}:to" for specialty in SPECIALTIES)})
# The same for people who read what has changed.
LABELS = {
    NUMBER: _("Number"),
    FORENAMES: _("Forenames"),
    SURNAME: _("Surname"),
    BORN: _("Date of birth"),
    REGISTER: _("Register"),
    START: _("From"),
    END: _("To"),
    **{specialty.value: specialty.label for specialty in Specialty},
}

Layout = dict[str, int]


def _key(heading: str) -> str:
    return "".join(re.findall(r"[a-z]+", heading[:100].lower()))


_MEANING = {
    **{_key(heading): name for name, heading in HEADINGS.items()},
    **{
        spelling: name
        for name, (_heading, spellings) in _COLUMNS.items()
        for spelling in spellings.split()
    },
}


def layout_of(cells: Iterable[str]) -> Layout:
    """The columns that a line of headings names; of two with the same meaning the first."""
    found: Layout = {}
    for place, cell in enumerate(cells):
        meaning = _MEANING.get(_key(cell))
        if meaning:
            found.setdefault(meaning, place)
    return found


def missing(layout: Layout) -> list[str]:
    """The headings of needed columns that it does not have."""
    lacking = [name for name in NEEDED if name not in layout]
    # A specialty with a last day and no first one says nothing.
    lacking += [
        f"{specialty}:from"
        for specialty in SPECIALTIES
        if f"{specialty}:to" in layout and f"{specialty}:from" not in layout
    ]
    return [HEADINGS[name] for name in lacking]


def _names_columns(cells: Sequence[str]) -> bool:
    return len(layout_of(cells)) >= 3


SIGNS = Signs(_names_columns, looks_like_number, holds_number)
