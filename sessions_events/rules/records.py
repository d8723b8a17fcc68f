"""From lines of text to records of cells: which separator, and what quotes mean."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator

from sessions_events.rules.headings import is_complete, layout_of

DELIMITERS = ",;\t|"
HEADER_AMONG = 5  # titles may stand above the headings
LONGEST_CELL_NUMBER = 40
# Lines that one quoted cell may go over.
MOST_JOINED = 20

_NOTHING = "\x00 \t\r\n\ufeff\u00a0"
_NUMBER = re.compile(r"^\W*(?:[A-Za-z]{1,2}|\d{2})\s*[-\u2010-\u2015\u2212]?\s*\d{3,6}\W*$")
_NUMBER_INSIDE = re.compile(r"(?:^|[^\w-])(?:[A-Za-z]{1,2}|\d{2})-?\d{3,6}(?:[^\w-]|$)")
_EXCEL_HINT = re.compile(r"^\ufeff?sep=(.)$", re.IGNORECASE)


def clean(cell: str) -> str:
    """A cell without what cannot be seen around it.

    A database cannot hold NUL; where one stood inside a word it is shown, and matches nothing.
    """
    return cell.strip(_NOTHING).replace("\x00", "\ufffd")


def is_number(cell: str) -> bool:
    """Does it look like a registration number?"""
    return len(cell) <= LONGEST_CELL_NUMBER and bool(_NUMBER.match(cell))


def records_of(lines: Iterable[str], *, sample: int) -> Iterator[list[str]]:
    """Cleaned cells, a list for each record; empty lines give empty lists, so that records
    count as a spreadsheet counts rows. The separator is told from the first `sample` lines.
    """
    waiting = iter(lines)
    first: list[str] = []
    for line in waiting:
        first.append(line)
        if len(first) >= sample:
            break
    hint = _EXCEL_HINT.match(first[0].strip()) if first else None
    delimiter = hint[1] if hint else delimiter_of(first)
    if hint:
        first = first[1:]
    yield from _records(_Pushed(first, waiting), delimiter)


class _Pushed:
    """Lines of which some can be put back."""

    def __init__(self, first: Iterable[str], rest: Iterator[str]):
        self.front = deque(first)
        self.rest = rest

    def __iter__(self):
        return self

    def __next__(self) -> str:
        return self.front.popleft() if self.front else next(self.rest)

    def put_back(self, lines: list[str]) -> None:
        self.front.extendleft(reversed(lines))


def _records(lines: _Pushed, delimiter: str) -> Iterator[list[str]]:
    for line in lines:
        if '"' not in line:
            yield [clean(cell) for cell in line.split(delimiter)]
        elif line.count('"') % 2 == 0:
            yield split(line, delimiter)
        else:
            yield _joined(line, lines, delimiter)


def _joined(line: str, lines: _Pushed, delimiter: str) -> list[str]:
    """A cell that goes over several lines; a quote that is never closed costs its own line."""
    more: list[str] = []
    for following in lines:
        more.append(following)
        if _NUMBER_INSIDE.search(following.split('"')[0]) or len(more) > MOST_JOINED:
            break
        if sum(each.count('"') for each in (line, *more)) % 2 == 0:
            return split("\n".join([line, *more]), delimiter)
    lines.put_back(more)
    return split(line, delimiter)


def split(line: str, delimiter: str) -> list[str]:
    """One record by itself, whatever its quotes."""
    if line.count('"') % 2 == 0:
        try:
            # csv wants its lines with their ends, to tell them from those inside quotes.
            found = list(
                csv.reader(
                    line.splitlines(keepends=True),
                    delimiter=delimiter,
                    skipinitialspace=delimiter != "\t",
                )
            )
        except csv.Error:
            found = []
        if len(found) == 1:
            return [clean(cell) for cell in found[0]]
    return [clean(cell.strip().strip('"')) for cell in line.split(delimiter)]


def delimiter_of(lines: list[str]) -> str:
    """The separator by which most of the first lines have a number and something beside it."""
    looked_at = [line for line in lines if line.strip()]

    def score(delimiter: str) -> tuple[bool, int, int]:
        rows = [split(line, delimiter) for line in looked_at]
        named = any(is_complete(layout_of(cells)) for cells in rows[:HEADER_AMONG])
        numbered = sum(len(cells) > 1 and any(map(is_number, cells)) for cells in rows)
        return named, numbered, sum(len(cells) > 1 for cells in rows)

    return max(DELIMITERS, key=score)
