"""A list of people, whatever it came as: its headings, which column is which, and its rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice

from django.utils.translation import gettext as _

from sessions_events.enums import Part
from sessions_events.rules.guessing import guess
from sessions_events.rules.headings import (
    NEEDED,
    Field,
    Layout,
    is_complete,
    is_facilitator,
    layout_of,
    said_no,
)
from sessions_events.rules.lines import Unreadable
from sessions_events.rules.records import HEADER_AMONG
from sessions_events.rules.rows import Row

MOST_ROWS = 100_000
MOST_COLUMNS = 500
LOOKED_AT = 50
# What a row keeps of one cell.
LONGEST_CELL = 200


class UnknownColumns(Unreadable):
    """The two needed columns cannot be told: somebody has to say which they are.

    `records`: the first ones, to show what there is.
    """

    def __init__(self, sentence: str, records: list[list[str]]):
        super().__init__(sentence)
        self.records = records


@dataclass(frozen=True)
class Table:
    """`headings` as they were sent (empty without); `rows` can be read once.

    `note`: what had to be guessed.
    """

    headings: list[str]
    layout: Layout
    rows: Iterator[Row]
    note: str = ""
    guessed: bool = field(default=False)


def read_table(
    records: Iterable[list[str]],
    *,
    layout: Layout | None = None,
    remembered: Mapping[str, str] | None = None,
) -> Table:
    """The table that these records make. Lines count as a spreadsheet shows them.

    `layout`: which column is which, where somebody has said so; `remembered`: headings of the
    provider. Raises `UnknownColumns` where the columns cannot be found, and `Unreadable` where
    there is nothing; its rows raise `Unreadable` when they are too many or too wide.
    """
    numbered = (
        (line, cells) for line, cells in enumerate(_not_too_wide(records), start=1) if any(cells)
    )
    first = list(islice(numbered, LOOKED_AT))
    if not first:
        raise Unreadable(_("The file is empty. Choose a list with numbers and surnames."))
    found, below, note = _columns(first, layout, remembered)
    headings = first[below - 1][1] if below else []
    rest = chain(first[below:], numbered)
    return Table(headings, found, _rows(rest, found, headings), note, guessed=bool(note))


def _columns(first, layout: Layout | None, remembered) -> tuple[Layout, int, str]:
    """The layout, how many of the first records stand above the rows, and what was guessed."""
    for index, (_line, cells) in enumerate(first[:HEADER_AMONG]):
        named = layout_of(cells, remembered)
        if is_complete(named):
            return {**named, **(layout or {})}, index + 1, ""
    records = [cells for _line, cells in first]
    if layout and is_complete(layout):
        has_headings = bool(layout_of(records[0], remembered)) or not _looks_like_a_row(
            records[0], layout
        )
        return layout, int(has_headings), ""
    _refuse_half_a_header(records, remembered)
    try:
        guessed, note = guess(records)
    except Unreadable as unclear:
        raise UnknownColumns(str(unclear), records[:HEADER_AMONG]) from None
    return guessed, 0, note


def _looks_like_a_row(cells: list[str], layout: Layout) -> bool:
    place = layout[Field.NUMBER]
    return place < len(cells) and any(character.isdigit() for character in cells[place])


def _refuse_half_a_header(records: list[list[str]], remembered) -> None:
    named = layout_of(records[0], remembered)
    missing = [name for name in NEEDED if name not in named]
    if len(missing) == 1:
        sentence = {
            Field.SURNAME: _(
                "The header has no column for the surname. Name it “Surname” or “Last name”, or "
                "say which column it is."
            ),
            Field.NUMBER: _(
                "The header has no column for the registration number. Name it “GOC number” or "
                "“Registration number”, or say which column it is."
            ),
        }
        raise UnknownColumns(sentence[missing[0]], records[:HEADER_AMONG])


def _not_too_wide(records: Iterable[list[str]]) -> Iterator[list[str]]:
    for line, cells in enumerate(records, start=1):
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(
                _(
                    "Line %(line)s has %(columns)s columns. Send a file with at most %(most)s; two "
                    "are enough: Registration number, Surname."
                )
                % {"line": f"{line:,}", "columns": f"{len(cells):,}", "most": MOST_COLUMNS}
            )
        yield cells


def _rows(records, layout: Layout, headings: list[str]) -> Iterator[Row]:
    count = 0
    for line, cells in records:
        row = _row(line, cells, layout)
        if headings and cells == headings:  # two lists, one below the other
            continue
        count += 1
        if count > MOST_ROWS:
            raise Unreadable(
                _("The file has more than %(most)s rows. Split it and send the parts.")
                % {"most": f"{MOST_ROWS:,}"}
            )
        yield row
    if not count:
        raise Unreadable(_("The file has a header and no rows below it."))


def _row(line: int, cells: list[str], layout: Layout) -> Row:
    def cell(name: str) -> str:
        place = layout.get(name)
        return cells[place] if place is not None and place < len(cells) else ""

    part = Part.FACILITATOR if is_facilitator(cell(Field.PART)) else Part.PARTICIPANT
    return Row(
        line=line,
        number=cell(Field.NUMBER)[:LONGEST_CELL],
        surname=cell(Field.SURNAME)[:LONGEST_CELL],
        completed=cell(Field.COMPLETED)[:40],
        part=part.value,
        interactive=not said_no(cell(Field.INTERACTIVE)),
        cells=tuple(each[:LONGEST_CELL] for each in cells),
        mark=cell(Field.MARK)[:30],
    )
