"""From lines of text to records of cells: which separator, and what quotes mean."""

import csv
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from cet_portal.core.reading.lines import Endless

DELIMITERS = ",;\t|"
HEADER_AMONG = 20  # titles may stand above the headings
# Lines that one quoted cell may go over, and their characters.
MOST_JOINED, LONGEST_JOINED = 20, 50_000
# Of each of the first lines, and of all of them, to tell the separator by.
LONGEST_SAMPLE_LINE, LONGEST_SAMPLE = 20_000, 200_000

# Around a cell nobody sees these.
_NOTHING = "\x00 \t\r\n\x0b\x0c\x85\u00a0\u2007\u202f\u3000\u2028\u2029"
# Nor these, wherever they stand: marks of byte order and direction, signs of no width.
_UNSEEN = dict.fromkeys(
    map(
        ord,
        "\ufeff\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069"
        "\u202a\u202b\u202c\u202d\u202e",
    )
)
_EXCEL_HINT = re.compile(r"^\ufeff?sep=(.)$", re.IGNORECASE)


def clean(cell: str) -> str:
    """A cell without what cannot be seen around it.

    A database cannot hold NUL; where one stood inside a word it is shown, and matches nothing.
    """
    if not cell.isascii():
        cell = cell.translate(_UNSEEN)
    return cell.strip(_NOTHING).replace("\x00", "\ufffd")


class Cut(list[str]):
    """The cells at the beginning of a line that cannot be read whole.

    `columns`: how many it has, where those are too many; 0 where it has no end.
    """

    def __init__(self, cells: Iterable[str], columns: int = 0):
        super().__init__(cells)
        self.columns = columns


class Signs(NamedTuple):
    """By what a list is known: does a line name its columns, does a cell look like the key of a
    row, is there one somewhere in a text?
    """

    names_columns: Callable[[Sequence[str]], bool]
    is_key: Callable[[str], bool]
    holds_key: Callable[[str], bool]


def records_of(
    lines: Iterable[str], signs: Signs, *, sample: int, by_line: bool = False
) -> Iterator[list[str]]:
    """Cleaned cells, a list for each record; empty lines give empty lists, so that records
    count as a spreadsheet counts rows. The separator is told from the first `sample` lines;
    `by_line`: a line in which it finds no key may have another, as in what people paste together.
    """
    waiting = iter(lines)
    first: list[str] = []
    length = 0
    for line in waiting:
        first.append(line)
        length += len(line)
        if len(first) >= sample or length > LONGEST_SAMPLE:
            break
    hint = _EXCEL_HINT.match(first[0].strip(" \r\n\x00")) if first else None
    delimiter = hint[1] if hint else delimiter_of(first, signs)
    if hint:
        first = first[1:]
    pushed = _Pushed(first, waiting)
    if by_line and not hint:
        yield from _each_by_itself(pushed, first, delimiter, signs)
    elif not hint and _is_spaced(first, delimiter, signs):
        yield from (_cut(line, delimiter) if _is_endless(line) else spaced(line) for line in pushed)
    else:
        yield from _records(pushed, delimiter, signs)


class _Pushed:
    """Lines of which some can be put back."""

    def __init__(self, first: Iterable[str], rest: Iterator[str]):
        self.front = deque(first)
        self.rest = rest

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return self.front.popleft() if self.front else next(self.rest)

    def put_back(self, lines: list[str]) -> None:
        self.front.extendleft(reversed(lines))


def _records(lines: _Pushed, delimiter: str, signs: Signs) -> Iterator[list[str]]:
    for line in lines:
        if _is_endless(line):
            yield _cut(line, delimiter)
        elif '"' not in line:
            yield [clean(cell) for cell in line.split(delimiter)]
        elif line.count('"') % 2 == 0:
            yield split(line, delimiter)
        else:
            yield _joined(line, lines, delimiter, signs)


def _is_endless(line: str) -> bool:
    return type(line) is Endless


def _cut(line: str, delimiter: str) -> Cut:
    """What stands before the last separator of what was kept is whole."""
    whole = line.rpartition(delimiter)[0] or line
    return Cut(clean(cell.strip().strip('"')) for cell in whole.split(delimiter))


def _joined(line: str, lines: _Pushed, delimiter: str, signs: Signs) -> list[str]:
    """A cell that goes over several lines; a quote that is never closed costs its own line."""
    more: list[str] = []
    length = len(line)
    is_open = True
    for following in lines:
        more.append(following)
        length += len(following)
        if len(more) > MOST_JOINED or length > LONGEST_JOINED or _is_endless(following):
            break
        if signs.holds_key(following.split('"', 1)[0]):
            break
        is_open ^= following.count('"') % 2 == 1
        if not is_open:
            return split("\n".join([line, *more]), delimiter)
    lines.put_back(more)
    return split(line, delimiter)


def split(line: str, delimiter: str) -> list[str]:
    """One record by itself, whatever its quotes."""
    if line.count('"') % 2 == 0:
        try:
            # Its ends of line stand inside quotes, or it was no line.
            found = list(
                csv.reader([line], delimiter=delimiter, skipinitialspace=delimiter != "\t")
            )
        except csv.Error:
            found = []
        if len(found) == 1:
            return [clean(cell) for cell in found[0]]
    return [clean(cell.strip().strip('"')) for cell in line.split(delimiter)]


def delimiter_of(lines: list[str], signs: Signs) -> str:
    """The separator by which most of the first lines have a key and something beside it."""
    looked_at = [line[:LONGEST_SAMPLE_LINE] for line in lines if line.strip()]

    def score(delimiter: str) -> tuple[bool, int, int]:
        rows = [split(line, delimiter) for line in looked_at]
        named = any(map(signs.names_columns, rows[:HEADER_AMONG]))
        numbered = sum(len(cells) > 1 and any(map(signs.is_key, cells)) for cells in rows)
        return named, numbered, sum(len(cells) > 1 for cells in rows)

    return max(DELIMITERS, key=score)


_SPACES = re.compile(r"\t|\s{2,}")
_FIRST = re.compile(r"^\s*(\S*\d\S*)[\s:]+(\D+?)\s*$")
_LAST = re.compile(r"^\s*(\D+?)[\s:]+(\S*\d\S*)\s*$")


def spaced(line: str) -> list[str]:
    """A line whose columns stand apart by spaces: "01-20001  Marsh", or "Marsh: 01-20001"."""
    text = line[:LONGEST_SAMPLE_LINE].strip()
    found = _FIRST.match(text) or _LAST.match(text)
    cells = found.groups() if found else _SPACES.split(text)
    return [clean(cell) for cell in cells]


def _each_by_itself(
    lines: _Pushed, first: list[str], delimiter: str, signs: Signs
) -> Iterator[list[str]]:
    """Lines of mixed form: "01-20001, Marsh", "Mac Donald 01-20002", "True\t01-20003".

    A line with a form of its own has its key where the others have theirs: where most have it,
    and below headings where those of the same form have it.
    """
    looked_at = [line[:LONGEST_SAMPLE_LINE] for line in first if line.strip()]
    apart = _is_spaced(first, delimiter, signs)
    rows = [spaced(line) if apart else split(line, delimiter) for line in looked_at]
    own = [_own_form(line, signs) for line in looked_at]
    common = [cells for cells in rows if _keyed(cells, signs)]
    headed = any(map(signs.names_columns, rows[:HEADER_AMONG]))
    mixed = not headed and any(
        found and not _keyed(row, signs) for found, row in zip(own, rows, strict=True)
    )
    place = _usual_place(common if headed else filter(None, own), signs)
    for line in lines:
        if _is_endless(line):
            yield _cut(line, delimiter)
            continue
        if line.count('"') % 2:
            yield _joined(line, lines, delimiter, signs)
            continue
        cells = spaced(line) if apart else split(line, delimiter)
        fits = _keyed(cells, signs) or signs.names_columns(cells)
        found = None if fits and not mixed else _own_form(line, signs)
        if found is None or place > 1:
            yield cells
        else:
            yield found if signs.is_key(found[place]) else found[::-1]


def _usual_place(rows: Iterable[list[str]], signs: Signs) -> int:
    places = Counter(_key_place(cells, signs) for cells in rows)
    return places.most_common(1)[0][0] if places else 0


def _own_form(line: str, signs: Signs) -> list[str] | None:
    """A key and what stands beside it, by whichever separator gives just these two."""
    text = line[:LONGEST_SAMPLE_LINE]
    found = [split(text, delimiter) for delimiter in DELIMITERS if delimiter in text]
    for cells in [*found, spaced(text)]:
        filled = [cell for cell in cells if cell]
        if len(filled) == 2 and _keyed(filled, signs):
            return filled
    return None


def _keyed(cells: list[str], signs: Signs) -> bool:
    return len(cells) > 1 and any(map(signs.is_key, cells))


def _key_place(cells: list[str], signs: Signs) -> int:
    return next(place for place, cell in enumerate(cells) if signs.is_key(cell))


def _is_spaced(lines: list[str], delimiter: str, signs: Signs) -> bool:
    """No separator was found, and yet most lines are a key with something beside it."""
    looked_at = [line[:LONGEST_SAMPLE_LINE] for line in lines if line.strip()]
    if any(len(split(line, delimiter)) > 1 for line in looked_at):
        return False
    rows = map(spaced, looked_at)
    told = sum(len(cells) > 1 and any(map(signs.is_key, cells)) for cells in rows)
    return told * 2 >= len(looked_at) > 0
