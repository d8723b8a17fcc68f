"""The parts of a workbook that can be long, read as they come: cells, and the texts they share.

Everything is held in bounded memory, whatever the part says: one row, and of a text its
beginning. Formulas are text, and a document type, which no spreadsheet writes, is refused.
"""

from array import array
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO
from xml.parsers import expat

from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape

from cet_portal.core.reading.archives import Damaged

CHUNK = 64 * 1024
LONGEST_TEXT = 1_000
# What a spreadsheet can show.
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384


class Texts:
    """The texts that cells point to, by their places: all in one piece, as there may be many."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("L", [0])

    def append(self, text: str) -> None:
        """The next text."""
        self._bytes += text.encode("utf-8", "replace")
        self._ends.append(len(self._bytes))

    def __getitem__(self, place: int) -> str:
        if not 0 <= place < len(self._ends) - 1:
            raise Damaged
        return self._bytes[self._ends[place] : self._ends[place + 1]].decode()


@dataclass(frozen=True)
class Meaning:
    """What is needed to read cells: shared texts, which styles are dates, from when they count."""

    texts: Texts
    dates: Container[int] = ()
    epoch: datetime = field(default=datetime(1899, 12, 30))  # noqa: DTZ001  a sheet has no zone


def texts_of(part: IO[bytes]) -> Texts:
    """The shared texts; of each its beginning."""
    found = Texts()
    reader = _TextReader(found)
    for _nothing in _fed(part, reader):
        pass
    return found


def rows_of(part: IO[bytes], meaning: Meaning) -> Iterator[list[str]]:
    """The rows of a sheet, an empty list for each that is missing or empty."""
    reader = _RowReader(meaning)
    last = 0
    for _fed_now in _fed(part, reader):
        for number, cells in reader.done:
            for _missing in range(last + 1, number):
                yield []
            last = max(last + 1, number)
            yield _in_places(cells)
        reader.done.clear()


def _in_places(cells: dict[int, str]) -> list[str]:
    row = [""] * (max(cells) + 1 if cells else 0)
    for place, text in cells.items():
        row[place] = text
    return row


class _Reader:
    """Collects the text of the elements that hold some; phonetic readings are none."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.length = 0
        self.listening = False
        self.phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        raise NotImplementedError

    def characters(self, text: str) -> None:
        if self.listening and not self.phonetic and self.length <= LONGEST_TEXT:
            self.text.append(text)
            self.length += len(text)

    def begin(self) -> None:
        self.text.clear()
        self.length = 0

    def said(self) -> str:
        return "".join(self.text)


class _TextReader(_Reader):
    def __init__(self, found: Texts) -> None:
        super().__init__()
        self.found = found

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "t":
            self.listening = True
        elif local == "si":
            self.begin()
        elif local == "rPh":
            self.phonetic = True

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "t":
            self.listening = False
        elif local == "si":
            self.found.append(_plain(self.said()))
        elif local == "rPh":
            self.phonetic = False


class _RowReader(_Reader):
    def __init__(self, meaning: Meaning) -> None:
        super().__init__()
        self.meaning = meaning
        self.done: list[tuple[int, dict[int, str]]] = []
        self.row = 0
        self.place = -1
        self.cells: dict[int, str] = {}
        self.kind = ""
        self.style = ""
        self.formula: str | None = None
        self.in_cell = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self.in_cell = True
            reference = attributes.get("r")
            self.place = _place(reference) if reference else self.place + 1
            self.kind = attributes.get("t", "n")
            self.style = attributes.get("s", "")
            self.formula = None
            self.begin()
        elif local in ("v", "t"):
            self.listening = self.in_cell
        elif local == "f":
            self.begin()
            self.listening = self.in_cell
        elif local == "row":
            self.cells = {}
            self.place = -1
            said = int(attributes.get("r", 0))
            # No spreadsheet has a row so far below: it is the next one.
            self.row = max(self.row + 1, said if said <= MOST_ROWS else 0)
            if self.row > MOST_ROWS:
                raise Damaged
        elif local == "rPh":
            self.phonetic = True

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self.in_cell = False
            text = self._cell()
            if text:
                # Whatever stands farther out than a sheet goes makes the row as wide as can be.
                self.cells[min(self.place, MOST_COLUMNS - 1)] = text
        elif local in ("v", "t"):
            self.listening = False
        elif local == "f":
            self.listening = False
            self.formula = self.said()
            self.begin()
        elif local == "row":
            self.done.append((self.row, self.cells))
        elif local == "rPh":
            self.phonetic = False

    def _cell(self) -> str:
        if self.formula is not None:
            return f"={self.formula}"
        said = self.said()
        if self.kind == "s":
            return self.meaning.texts[int(said)] if said else ""
        if self.kind == "n":
            return self._figures(said) if said else ""
        if self.kind == "b":
            return "yes" if said == "1" else "no"
        return _plain(said)

    def _figures(self, said: str) -> str:
        """A number as people see it: whole ones without decimals, days in full."""
        if self.style and int(self.style) in self.meaning.dates:
            return _day(said, self.meaning.epoch)
        if said.isascii() and said.isdecimal():
            return said
        try:
            number = float(said)
        except ValueError:
            return _plain(said)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else said


def _day(said: str, epoch: datetime) -> str:
    try:
        found = from_excel(float(said), epoch)
    except (ValueError, OverflowError):
        return said
    if isinstance(found, datetime):
        return found.isoformat(sep=" ", timespec="seconds")
    return str(found.isoformat())


def _plain(text: str) -> str:
    """Without the escapes that workbooks write signs with; half of a sign is none."""
    if "_x" in text:
        text = unescape(text).encode("utf-8", "replace").decode()
    return text


def _place(reference: str) -> int:
    """The column of "AB12", from 0."""
    place = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        place = place * 26 + ord(letter) - 64
        if place > MOST_COLUMNS:
            break
    return max(place - 1, 0)


def _fed(part: IO[bytes], reader: _Reader) -> Iterator[None]:
    """Feed the part to the reader, piece by piece."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartDoctypeDeclHandler = _refused
    feed: Callable[[bytes, bool], int] = parser.Parse
    while chunk := part.read(CHUNK):
        feed(chunk, False)
        yield
    feed(b"", True)
    yield


def _refused(*_of_the_doctype: object) -> None:
    raise Damaged
