"""Text with separators: which separator, which column is which, and its rows."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_ROWS = 2000
MOST_COLUMNS = 500
DELIMITERS = ",;\t|"
HEADER_AMONG = 5  # titles may stand above the header
LOOKED_AT = 50
LONGEST_NUMBER = 40

Cells = list[str]

_NOTHING = "\x00 \t\r\n\ufeff\u00a0"

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
    filled = [
        (line, cells)
        for line, cells in enumerate(records, start=1)
        if "".join(cells).strip(_NOTHING)
    ]
    if not filled:
        raise Unreadable(_("The file is empty. Choose a CSV file with numbers and surnames."))
    _refuse_too_wide(filled)
    columns, first = _header(filled)
    # Before anything is guessed: what a file costs must not grow with what is refused anyway.
    _refuse_too_long(len(filled) - first)
    note = ""
    if columns is None:
        columns, note = _guess(filled)
    found = (
        (line, _cell(cells, columns[0]), _cell(cells, columns[1])) for line, cells in filled[first:]
    )
    rows = tuple(row for row in found if not _is_header_again(*row))
    if not rows:
        raise Unreadable(_("The file has a header and no rows below it."))
    return Sheet(rows, note)


def _refuse_too_wide(filled: list[tuple[int, Cells]]) -> None:
    for line, cells in filled:
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(
                _(
                    "Line %(line)s has %(columns)s columns. Send a file with at most %(most)s; two "
                    "are enough: Registration number, Surname."
                )
                % {"line": f"{line:,}", "columns": f"{len(cells):,}", "most": MOST_COLUMNS}
            )


def _refuse_too_long(rows: int) -> None:
    if rows > MOST_ROWS:
        raise Unreadable(
            _("The file has %(rows)s rows. Send at most %(most)s at a time.")
            % {"rows": f"{rows:,}", "most": f"{MOST_ROWS:,}"}
        )


def _cell(cells: Cells, column: int) -> str:
    """One cleaned cell; empty where the row is too short."""
    return _clean(cells[column]) if column < len(cells) else ""


def _clean(cell: str) -> str:
    # A database cannot hold NUL; where one stood inside a word it is shown, and matches nothing.
    return cell.strip(_NOTHING).replace("\x00", "\ufffd")


def _is_header_again(_line: int, number: str, surname: str) -> bool:
    """Two lists copied one below the other bring their header twice."""
    return _names_number(number) and _names_surname(surname)


def _records(lines: list[str], delimiter: str) -> list[Cells]:
    """One record for each line. A quote that is never closed costs its own line alone."""
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
    if records is None or (len(records) < len(lines) and any(map(_swallowed_rows, records))):
        records = [_split(line, delimiter) for line in lines]
    return records


def _swallowed_rows(cells: Cells) -> bool:
    """Did a stray quote make one cell of several rows?"""
    return any(
        _NUMBER_INSIDE.search(piece)
        for cell in cells
        if "\n" in cell
        for piece in cell.split("\n")[1:]
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
        rows = [
            [_clean(cell) for cell in _split(line, delimiter)[:MOST_COLUMNS]] for line in looked_at
        ]
        named = any(_named_columns(cells) for cells in rows[:HEADER_AMONG])
        numbered = sum(len(cells) > 1 and any(_is_number(cell) for cell in cells) for cells in rows)
        return named, numbered, sum(len(cells) > 1 for cells in rows)

    return max(DELIMITERS, key=score)


def _header(filled: list[tuple[int, Cells]]) -> tuple[tuple[int, int] | None, int]:
    """The columns that a header names, and the index of the first row below it."""
    for index, (_line, cells) in enumerate(filled[:HEADER_AMONG]):
        named = _named_columns(cells)
        if named:
            return named, index + 1
    _refuse_half_a_header(filled[0][1])
    return None, 0


def _guess(filled: list[tuple[int, Cells]]) -> tuple[tuple[int, int], str]:
    """The columns of a file without a header, judged by its first rows, and a note of it."""
    columns = _guessed_columns(
        [[_clean(cell) for cell in cells] for _l, cells in filled[:LOOKED_AT]]
    )
    note = _(
        "The file has no header, so column %(number)s was read as the registration number and "
        "column %(surname)s as the surname."
    ) % {"number": columns[0] + 1, "surname": columns[1] + 1}
    return columns, note


def _named_columns(cells: Cells) -> tuple[int, int] | None:
    number = next((place for place, cell in enumerate(cells) if _names_number(cell)), None)
    surname = next((place for place, cell in enumerate(cells) if _names_surname(cell)), None)
    if number is None or surname is None or number == surname:
        return None
    return number, surname


def _is_number(cell: str) -> bool:
    return len(cell) <= LONGEST_NUMBER and bool(_NUMBER.match(cell))


def _names_number(cell: str) -> bool:
    words = re.findall(r"[a-z]+", cell.lower())
    return "".join(words) in _NUMBERS or bool(
        _REGISTER_WORDS.intersection(words) and _NUMBER_WORDS.intersection(words)
    )


def _names_surname(cell: str) -> bool:
    words = re.findall(r"[a-z]+", cell.lower())
    return "".join(words) in _SURNAMES or "surname" in words


def _refuse_half_a_header(cells: Cells) -> None:
    if any(_names_number(cell) and _names_surname(cell) for cell in cells):
        raise Unreadable(
            _(
                "The header names number and surname, but nothing that can be read stands between "
                "them. Separate the columns by commas or semicolons."
            )
        )
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
    numbers = [sum(map(_is_number, _column(rows, at))) for at in range(width)]
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
    return (cells[at] if at < len(cells) else "" for cells in rows)
