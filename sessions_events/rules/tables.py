"""A list of people, whatever it came as: its headings, which column is which, and its rows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from django.utils.translation import gettext as _

from cet_portal.core.reading.lines import Unreadable
from cet_portal.core.reading.records import HEADER_AMONG, Cut
from sessions_events.enums import Part, Reason
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
from sessions_events.rules.rows import Row

MOST_ROWS = 100_000
MOST_COLUMNS = 500
# A list that was downloaded and comes back has two more: the reason and the mark.
_MOST_READ = MOST_COLUMNS + 2
LOOKED_AT = 50
# Lines that are too long to be read may stand among those.
MOST_LOOKED_AT = 200
# So many lines are shown to somebody who has to say which column is which.
SHOWN = 5
# What a spreadsheet can show; a file with more lines is mostly empty.
MOST_LINES = 1_048_576
# What a row keeps of one cell; a longer one ends in a sign that no number and no surname has.
LONGEST_CELL = 200
CUT = "…"

Numbered = tuple[int, list[str]]
_FIGURE = re.compile(r"\d")
_IN_FULL = re.compile(r"^(?:\d{2}|[Dd])-\d{3,6}$")


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
    there is nothing; its rows raise `Unreadable` when they are too many. A line that is too wide
    or too long is a row that says so.
    """
    numbered = _numbered(records)
    first = _looked_at(numbered)
    if not first:
        raise Unreadable(_("The file is empty. Choose a list with numbers and surnames."))
    found, below, note = _columns(first, layout, remembered)
    headings = first[below - 1][1] if below else []
    # Titles stand above headings; people may, too, where two lists were put together.
    people = [each for each in first[: below - 1] if any(map(_IN_FULL.match, each[1]))]
    rest = chain(people if below else [], first[below:], numbered)
    rows = _rows(rest, found, headings, remembered)
    return Table(headings, found, rows, note, guessed=bool(note))


def _looked_at(numbered: Iterator[Numbered]) -> list[Numbered]:
    """The first lines, so many that enough of them can be read."""
    first: list[Numbered] = []
    whole = 0
    for each in islice(numbered, MOST_LOOKED_AT):
        first.append(each)
        whole += type(each[1]) is not Cut
        if whole == LOOKED_AT:
            break
    return first


def _columns(
    first: list[Numbered], layout: Layout | None, remembered: Mapping[str, str] | None
) -> tuple[Layout, int, str]:
    """The layout, how many of the first records stand above the rows, and what was guessed."""
    for index, (_line, cells) in enumerate(first[:HEADER_AMONG]):
        named = layout_of(cells, remembered)
        if is_complete(named):
            return {**named, **(layout or {})}, index + 1, ""
    records = [cells for _line, cells in first if type(cells) is not Cut]
    if not records:
        raise Unreadable(_no_list(*first[0]))
    if layout and is_complete(layout):
        has_headings = bool(layout_of(records[0], remembered)) or not _looks_like_a_row(
            records[0], layout
        )
        return layout, int(has_headings), ""
    _refuse_half_a_header(records, remembered)
    try:
        guessed, note = guess(records)
    except Unreadable as unclear:
        if isinstance(first[0][1], Cut):
            raise Unreadable(_no_list(*first[0])) from None
        raise UnknownColumns(str(unclear), records[:SHOWN]) from None
    return guessed, 0, note


def _no_list(line: int, cells: list[str]) -> str:
    """Why there is nothing in a list whose first line cannot be read, nor any other."""
    columns = cells.columns if isinstance(cells, Cut) else 0
    if not columns:
        return _("A line of the file is longer than a million characters: this is not a list.")
    return _(
        "Line %(line)s has %(columns)s columns. Send a file with at most %(most)s; two are enough: "
        "Registration number, Surname."
    ) % {"line": f"{line:,}", "columns": f"{columns:,}", "most": MOST_COLUMNS}


def _looks_like_a_row(cells: list[str], layout: Layout) -> bool:
    place = layout[Field.NUMBER]
    return place < len(cells) and _FIGURE.search(cells[place]) is not None


def _refuse_half_a_header(records: list[list[str]], remembered: Mapping[str, str] | None) -> None:
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
        raise UnknownColumns(sentence[missing[0]], records[:SHOWN])


def _numbered(records: Iterable[list[str]]) -> Iterator[Numbered]:
    """The records with something in them, cells no longer than what is kept; of those that are
    too wide or too long the beginning."""
    for line, cells in enumerate(records, start=1):
        if line > MOST_LINES:
            raise Unreadable(
                _("The file has more than %(most)s lines. Send only those with people.")
                % {"most": f"{MOST_LINES:,}"}
            )
        if not any(cells) and type(cells) is not Cut:
            continue
        if len(cells) > _MOST_READ:
            width, kept = _width(cells), [_cut(cell) for cell in cells[:MOST_COLUMNS]]
            yield line, Cut(kept, width) if width > _MOST_READ else kept
        elif max(map(len, cells)) > LONGEST_CELL:
            kept = [_cut(cell) for cell in cells]
            yield line, Cut(kept) if type(cells) is Cut else kept
        else:
            yield line, cells


def _width(cells: list[str]) -> int:
    """Up to the last cell that says something: a stray mark of layout makes a sheet wide."""
    return next(place + 1 for place in range(len(cells) - 1, -1, -1) if cells[place])


def _cut(cell: str) -> str:
    return cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - 1] + CUT


def _rows(
    records: Iterable[Numbered],
    layout: Layout,
    headings: list[str],
    remembered: Mapping[str, str] | None,
) -> Iterator[Row]:
    count = whole = 0
    cut: Numbered | None = None
    for line, cells in records:
        if headings and not _looks_like_a_row(cells, layout):
            # Two lists, one below the other: the second may have its columns elsewhere.
            again = layout if cells == headings else layout_of(cells, remembered)
            if is_complete(again):
                layout = again
                continue
        count += 1
        if count > MOST_ROWS:
            raise Unreadable(
                _("The file has more than %(most)s rows. Split it and send the parts.")
                % {"most": f"{MOST_ROWS:,}"}
            )
        if type(cells) is Cut:
            cut = cut or (line, cells)
        else:
            whole += 1
        yield _row(line, cells, layout)
    if cut and not whole:
        raise Unreadable(_no_list(*cut))
    if not count:
        raise Unreadable(_("The file has a header and no rows below it."))


def _row(line: int, cells: list[str], layout: Layout) -> Row:
    width = len(cells)
    facilitator = Field.PART in layout and is_facilitator(_cell(cells, layout, Field.PART))
    number, surname = layout.get(Field.NUMBER, width), layout.get(Field.SURNAME, width)
    return Row(
        line=line,
        number=cells[number] if number < width else "",
        surname=cells[surname] if surname < width else "",
        completed=_cell(cells, layout, Field.COMPLETED)[:40],
        part=_FACILITATOR if facilitator else _PARTICIPANT,
        interactive=Field.INTERACTIVE not in layout
        or not said_no(_cell(cells, layout, Field.INTERACTIVE)),
        cells=tuple(cells),
        mark=_cell(cells, layout, Field.MARK)[:30],
        **_what_is_wrong(cells),
    )


def _what_is_wrong(cells: list[str]) -> dict[str, Any]:
    """What is known of a row before its number and surname are looked at."""
    if not isinstance(cells, Cut):
        return _NOTHING
    if not cells.columns:
        return {"wrong": Reason.TOO_LONG.value}
    return {"wrong": Reason.TOO_WIDE.value, "detail": {"columns": cells.columns}}


_NOTHING: dict[str, Any] = {}


_FACILITATOR, _PARTICIPANT = Part.FACILITATOR.value, Part.PARTICIPANT.value


def _cell(cells: list[str], layout: Layout, name: str) -> str:
    place = layout.get(name)
    return cells[place] if place is not None and place < len(cells) else ""
