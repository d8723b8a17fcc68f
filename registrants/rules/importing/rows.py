"""One row of a file from the register: what it says, and what in it makes no sense by itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from cet_portal.core.reading.days import read_day
from cet_portal.core.spreadsheets import FORMULA
from cet_portal.core.typed import FIRST_YEAR, LAST_YEAR
from cet_portal.scheme.enums import THERAPEUTIC, Specialty
from registrants.enums import Register
from registrants.rules.identity import normalise_number, surname_key
from registrants.rules.importing import columns
from registrants.rules.importing.columns import HEADINGS, Layout

# In the column of previous numbers: this is nobody who was on the register before.
NONE = "none"
LONGEST_NAME = 150
LEAST_AGE, MOST_AGE = 16, 110

# Prefixes of numbers (domain.md 6.9). Others are taken as the register gives them.
_REGISTERS = {
    "01": Register.OPTOMETRIST,
    "D": Register.DISPENSING_OPTICIAN,
    "SO": Register.STUDENT_OPTOMETRIST,
    "SD": Register.STUDENT_DISPENSING_OPTICIAN,
}
_SPELLINGS = {
    "optometrist": Register.OPTOMETRIST,
    "optometrists": Register.OPTOMETRIST,
    "dispensingoptician": Register.DISPENSING_OPTICIAN,
    "dispensingopticians": Register.DISPENSING_OPTICIAN,
    "studentoptometrist": Register.STUDENT_OPTOMETRIST,
    "studentoptometrists": Register.STUDENT_OPTOMETRIST,
    "studentdispensingoptician": Register.STUDENT_DISPENSING_OPTICIAN,
    "studentdispensingopticians": Register.STUDENT_DISPENSING_OPTICIAN,
}
_MAY_HOLD: dict[str, frozenset[Specialty]] = {
    Register.OPTOMETRIST: THERAPEUTIC,
    Register.DISPENSING_OPTICIAN: frozenset({Specialty.CONTACT_LENS}),
}


class Fault(StrEnum):
    """What may show that a whole column is not what its heading says."""

    NO_NUMBER = "no number"
    NO_BIRTHDAY = "no birthday"
    REVERSED = "reversed"
    BORN_LATER = "born later"
    OTHER = "other"


@dataclass(slots=True)
class Said:
    """What a row says. `wrong`: sentences about what makes no sense, with `faults` of a kind.

    `previous`: a number, a U-reference, `NONE`, or blank.
    """

    line: int
    number: str = ""
    previous: str = ""
    forenames: str = ""
    surname: str = ""
    surname_key: str = ""
    born: date = date.min
    register: str = ""
    start: date = date.min
    end: date | None = None
    specialties: dict[str, tuple[date, date | None]] = field(default_factory=dict)
    shown_number: str = ""
    wrong: list[str] = field(default_factory=list)
    faults: set[Fault] = field(default_factory=set)

    def complain(self, sentence: str, fault: Fault = Fault.OTHER) -> None:
        """Something in it makes no sense, so it stays behind."""
        self.wrong.append(sentence)
        self.faults.add(fault)

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


def read_row(line: int, cells: Sequence[str], layout: Layout, of_day: date) -> Said:
    """What the cells say, read as leniently as can be; every complaint names its column."""
    cell = _Cells(cells, layout)
    said = Said(line, shown_number=cell[columns.NUMBER][:40])
    _number(said, cell)
    _names(said, cell)
    start = _period(said, cell, of_day)
    _born(said, cell, start or of_day, of_day)
    _register(said, cell)
    for specialty in columns.SPECIALTIES:
        _specialty(said, cell, specialty, of_day)
    return said


class _Cells:
    def __init__(self, cells: Sequence[str], layout: Layout):
        self.cells, self.layout = cells, layout

    def __getitem__(self, name: str) -> str:
        place = self.layout.get(name, -1)
        return self.cells[place].strip() if 0 <= place < len(self.cells) else ""


def _number(said: Said, cell: _Cells) -> None:
    typed, before = cell[columns.NUMBER], cell[columns.PREVIOUS]
    number = normalise_number(typed)
    if not typed:
        said.complain(_("“Registration number” is empty."), Fault.NO_NUMBER)
    elif number is None:
        sentence = _("“Registration number”: “%(cell)s” is no registration number.")
        said.complain(sentence % {"cell": typed[:40]}, Fault.NO_NUMBER)
    said.number = number or ""
    if before.lower() in (NONE, "-"):
        said.previous = NONE
    elif before:
        said.previous = normalise_number(before) or ""
        if not said.previous:
            sentence = _("“Previous number”: “%(cell)s” is no registration number.")
            said.complain(sentence % {"cell": before[:40]})
        elif said.previous == said.number:
            said.complain(_("“Previous number” is the number of the row itself."))


def _names(said: Said, cell: _Cells) -> None:
    said.forenames, said.surname = cell[columns.FORENAMES], cell[columns.SURNAME]
    said.surname_key = surname_key(said.surname)
    for name, text in ((columns.FORENAMES, said.forenames), (columns.SURNAME, said.surname)):
        words = {"column": HEADINGS[name], "cell": text[:40]}
        if not text:
            said.complain(_("“%(column)s” is empty.") % words)
        elif text.startswith(FORMULA):
            said.complain(_("“%(column)s” begins like a formula.") % words)
        elif len(text) > LONGEST_NAME or not surname_key(text):
            said.complain(_("“%(column)s”: “%(cell)s” is no name.") % words)


def _day(said: Said, cell: _Cells, name: str, fault: Fault = Fault.OTHER) -> date | None:
    """The day in a cell, None where it is empty or wrong; the years are those of every form."""
    typed = cell[name]
    found = read_day(typed) if typed else None
    words = {"column": HEADINGS[name], "cell": typed[:40], "first": FIRST_YEAR, "last": LAST_YEAR}
    if typed and found is None:
        said.complain(_("“%(column)s”: “%(cell)s” is no date.") % words, fault)
    elif found and found.year < FIRST_YEAR:
        said.complain(_("“%(column)s”: “%(cell)s” is before %(first)s.") % words, fault)
    elif found and found.year > LAST_YEAR:
        sentence = _("“%(column)s”: “%(cell)s” is after %(last)s.")
        if name in columns.ENDS:
            # Databases write an open end as 9999-12-31, but nothing is guessed.
            sentence = _(
                "“%(column)s”: “%(cell)s” is after %(last)s. Leave the cell empty where there is "
                "no end."
            )
        said.complain(sentence % words, fault)
    else:
        return found
    return None


def _period(said: Said, cell: _Cells, of_day: date) -> date | None:
    """Takes over from when to when; returns the first day, None if the row does not say it."""
    start, end = _day(said, cell, columns.START), _day(said, cell, columns.END)
    said.end = end
    if start is None:
        if not cell[columns.START]:
            said.complain(_("“From” is empty."))
        return None
    said.start = start
    if end and end < start:
        said.complain(_("“To” is before “From”."), Fault.REVERSED)
    elif start > of_day:
        said.complain(_("“From” is after the day that the file shows."))
    return start


_FULL_YEAR = re.compile(r"\d{4}")


def _born(said: Said, cell: _Cells, start: date, of_day: date) -> None:
    born = _day(said, cell, columns.BORN, Fault.NO_BIRTHDAY)
    if born is None:
        if not cell[columns.BORN]:
            said.complain(_("“Date of birth” is empty."), Fault.NO_BIRTHDAY)
        return
    if born > of_day and not _FULL_YEAR.search(cell[columns.BORN]):
        # "12/03/62" is nobody of the future; there is no 29 February 1900.
        born = born.replace(year=born.year - 100, day=min(born.day, 28))
    said.born = born
    if born > start:
        said.complain(_("“Date of birth” is after “From”."), Fault.BORN_LATER)
    elif not LEAST_AGE <= start.year - born.year <= MOST_AGE:
        sentence = _("“Date of birth” makes this person %(years)s years old on “From”.")
        said.complain(sentence % {"years": start.year - born.year})


def _register(said: Said, cell: _Cells) -> None:
    typed = cell[columns.REGISTER]
    by_number = _REGISTERS.get(said.number.partition("-")[0])
    key = "".join(re.findall("[a-z]+", typed.lower()))
    said.register = str(_SPELLINGS.get(key, "") if key else by_number or "")
    if not said.register:
        words = {"cell": typed[:40]}
        said.complain(
            _("“Register”: “%(cell)s” is none of the registers.") % words
            if typed
            else _("“Register” is empty.")
        )
    elif by_number and said.register != by_number:
        words = {"number": said.number, "register": str(Register(by_number).label)}
        said.complain(
            _("“Register”: %(number)s is a number of the register “%(register)s”.") % words
        )


def _specialty(said: Said, cell: _Cells, specialty: str, of_day: date) -> None:
    first, last = f"{specialty}:from", f"{specialty}:to"
    start, end = _day(said, cell, first), _day(said, cell, last)
    words = {"from": HEADINGS[first], "to": HEADINGS[last]}
    if start is None:
        if end and not cell[first]:
            said.complain(_("“%(to)s” is given without “%(from)s”.") % words)
        return
    if end and end < start:
        said.complain(_("“%(to)s” is before “%(from)s”.") % words, Fault.REVERSED)
    elif start > of_day:
        said.complain(_("“%(from)s” is after the day that the file shows.") % words)
    elif said.register and specialty not in _MAY_HOLD.get(said.register, ()):
        sentence = _("“%(from)s”: this is no specialty for the register “%(register)s”.")
        said.complain(sentence % {**words, "register": Register(said.register).label})
    said.specialties[specialty] = start, end
