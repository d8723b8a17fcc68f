"""Text with separators: which separator, which column is which, and its rows."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_ROWS = 2000
DELIMITERS = ",;\t|"
HEADER_AMONG = 5  # titles may stand above the header
LOOKED_AT = 50

Cells = list[str]

_NUMBER = re.compile(r"^\W*(?:[A-Za-z]{1,2}|\d{2})\s*[-\u2010-\u2015\u2212]?\s*\d{3,6}\W*$")
_NUMBER_INSIDE = re.compile(r"(?:^|[^\w-])(?:[A-Za-z]{1,2}|\d{2})-?\d{3,6}(?:[^\w-]|$)")
_NAME = re.compile(r"^[^\W\d_][^\d_@=]*$")
_EXCEL_HINT = re.compile(r"^sep=(.)$", re.IGNORECASE)

_NUMBER_WORDS = frozenset({"number", "no", "num", "nr", "id", "ref", "reference", "code"})
_REGISTER_WORDS = frozenset({"goc", "reg", "registration", "registrant", "register"})
_SURNAMES = frozenset({"surname", "surnames", "lastname", "familyname", "secondname"})
_NUMBERS = frozenset({"goc", "gocnumber", "gocno", "regno", "number", "registration", "registrant"})


class Unreadable(Exception):
    """Why no rows could be read: a sentence for the person who sent the file."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows as (line, number, surname); `note` says what had to be guessed."""

    rows: tuple[tuple[int, str, str], ...]
    note: str = ""


def read_table(text: str) -> Sheet:
    """The rows of a text. Lines count as a spreadsheet shows them: the header is 1.

    Raises `Unreadable` where the two columns cannot be found, there is no row, or there are
    too many.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    hint = _EXCEL_HINT.match(lines[0].strip("\ufeff \x00"))
    if hint:
        lines = lines[1:]
    records = _records(lines, hint[1] if hint else _delimiter(lines))
    filled = [(line, cells) for line, cells in records if any(cells)]
    if not filled:
        raise Unreadable(_("The file is empty. Choose a CSV file with numbers and surnames."))
    columns, first, note = _columns(filled)
    rows = tuple(
        (line, _cell(cells, columns[0]), _cell(cells, columns[1])) for line, cells in filled[first:]
    )
    if not rows:
        raise Unreadable(_("The file has a header and no rows below it."))
    if len(rows) > MOST_ROWS:
        raise Unreadable(
            _("The file has %(rows)s rows. Send at most %(most)s at a time.")
            % {"rows": f"{len(rows):,}", "most": f"{MOST_ROWS:,}"}
        )
    return Sheet(rows, note)


def _cell(cells: Cells, column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _clean(cells: Sequence[str]) -> Cells:
    # A database cannot hold NUL; where one stood inside a word it is shown, and matches nothing.
    return [cell.strip("\x00 \t\r\n\ufeff\u00a0").replace("\x00", "\ufffd") for cell in cells]


def _records(lines: list[str], delimiter: str) -> list[tuple[int, Cells]]:
    """Numbered records. A quote that is never closed costs its own line alone."""
    try:
        reader = csv.reader(
            (line + "\n" for line in lines),
            delimiter=delimiter,
            skipinitialspace=delimiter != "\t",
            strict=True,
        )
        records = list(reader)
    except csv.Error:
        records = None
    if records is None or any(map(_swallowed_rows, records)):
        records = [_split(line, delimiter) for line in lines]
    return [(number, _clean(cells)) for number, cells in enumerate(records, start=1)]


def _swallowed_rows(cells: Cells) -> bool:
    """Did a stray quote make one cell of several rows?"""
    return any(
        _NUMBER_INSIDE.search(piece) for cell in cells for piece in cell.split("\n")[1:] if piece
    )


def _split(line: str, delimiter: str) -> Cells:
    """One line by itself, whatever its quotes."""
    if line.count('"') % 2 == 0:
        try:
            return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
        except csv.Error:
            pass
    return [cell.strip().strip('"') for cell in line.split(delimiter)]


def _delimiter(lines: list[str]) -> str:
    """The separator by which most of the first lines have a number and something beside it."""
    looked_at = [line for line in lines if line.strip()][:LOOKED_AT]

    def score(delimiter: str) -> tuple[bool, int, int]:
        rows = [_clean(_split(line, delimiter)) for line in looked_at]
        named = any(_named_columns(cells) for cells in rows[:HEADER_AMONG])
        numbered = sum(
            len(cells) > 1 and any(_NUMBER.match(cell) for cell in cells) for cells in rows
        )
        return named, numbered, sum(len(cells) > 1 for cells in rows)

    return max(DELIMITERS, key=score)


def _columns(filled: list[tuple[int, Cells]]) -> tuple[tuple[int, int], int, str]:
    """The columns of number and surname, the index of the first row below, and a note."""
    for index, (_line, cells) in enumerate(filled[:HEADER_AMONG]):
        named = _named_columns(cells)
        if named:
            return named, index + 1, ""
    _refuse_half_a_header(filled[0][1])
    rows = [cells for _line, cells in filled]
    columns = _guessed_columns(rows)
    note = _(
        "The file has no header, so column %(number)s was read as the registration number and "
        "column %(surname)s as the surname."
    ) % {"number": columns[0] + 1, "surname": columns[1] + 1}
    return columns, 0, note


def _named_columns(cells: Cells) -> tuple[int, int] | None:
    number = next((place for place, cell in enumerate(cells) if _names_number(cell)), None)
    surname = next((place for place, cell in enumerate(cells) if _names_surname(cell)), None)
    return (number, surname) if number is not None and surname is not None else None


def _names_number(cell: str) -> bool:
    words = re.findall(r"[a-z]+", cell.lower())
    return "".join(words) in _NUMBERS or bool(
        _REGISTER_WORDS.intersection(words) and _NUMBER_WORDS.intersection(words)
    )


def _names_surname(cell: str) -> bool:
    words = re.findall(r"[a-z]+", cell.lower())
    return "".join(words) in _SURNAMES or "surname" in words


def _refuse_half_a_header(cells: Cells) -> None:
    if any(map(_names_number, cells)):
        raise Unreadable(
            _("The header has no column for the surname. Name it “Surname” or “Last name”.")
        )
    if any(map(_names_surname, cells)):
        raise Unreadable(
            _(
                "The header has no column for the registration number. Name it “GOC number” or "
                "“Registration number”."
            )
        )


def _guessed_columns(rows: list[Cells]) -> tuple[int, int]:
    """Without a header: the column with most numbers, and the only other one with names."""
    width = max(map(len, rows))
    numbers = [sum(map(bool, map(_NUMBER.match, _column(rows, at)))) for at in range(width)]
    number = numbers.index(max(numbers))
    if not numbers[number]:
        raise Unreadable(
            _(
                "No column with registration numbers was found. The first line should name the "
                "columns: Registration number, Surname."
            )
        )
    names = {
        at: sum(map(bool, map(_NAME.match, _column(rows, at))))
        for at in range(width)
        if at != number
    }
    likely = [at for at, count in names.items() if count and count * 2 >= max(names.values())]
    if len(likely) != 1:
        raise Unreadable(_which_surname(bool(likely)))
    return number, likely[0]


def _which_surname(several: bool) -> str:
    if several:
        return _(
            "The file has no header, and more than one column could be the surname. Put a first "
            "line above that names the columns: Registration number, Surname."
        )
    return _(
        "No column with surnames was found beside the numbers. Each line needs a registration "
        "number and a surname, with a comma or a semicolon between them."
    )


def _column(rows: list[Cells], at: int) -> Iterator[str]:
    return (_cell(cells, at) for cells in rows)
