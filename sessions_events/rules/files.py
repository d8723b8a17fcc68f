"""An uploaded file: from its bytes to a table, or a clear sentence.

How a file becomes records is the business of core/reading. What a single row holds is judged
later, row by row (rules/judging.py).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import BinaryIO

from cet_portal.core.reading import files
from cet_portal.core.reading.records import Signs, records_of
from registrants.rules import holds_number, looks_like_number
from sessions_events.rules.headings import Layout, is_complete, layout_of
from sessions_events.rules.tables import LOOKED_AT, Table, read_table

MOST_BYTES = files.MOST_BYTES
PEOPLE = Signs(lambda cells: is_complete(layout_of(cells)), looks_like_number, holds_number)


def read_file(
    file: BinaryIO,
    *,
    layout: Layout | None = None,
    remembered: Mapping[str, str] | None = None,
    pasted: bool = False,
) -> Table:
    """The table of a CSV file (comma, semicolon, tab, bar; any common encoding) or workbook.
    `pasted`: from several places perhaps, so that its lines may have different separators.

    Raises `Unreadable` with a sentence for the person who sent it; so may its rows.
    """
    records, note = files.records_in(file, PEOPLE, by_line=pasted)
    table = read_table(records, layout=layout, remembered=remembered)
    return replace(table, note=" ".join(filter(None, [table.note, note])))


def read_text(
    text: str, *, layout: Layout | None = None, remembered: Mapping[str, str] | None = None
) -> Table:
    """The table of something pasted: a column, a table of a spreadsheet, lines of text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return read_table(
        records_of(lines, PEOPLE, sample=LOOKED_AT, by_line=True),
        layout=layout,
        remembered=remembered,
    )
