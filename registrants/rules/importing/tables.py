"""From records of cells to the rows of a file from the register."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cet_portal.core.reading.lines import Unreadable
from registrants.rules.importing.columns import Layout, layout_of, missing
from registrants.rules.importing.rows import Said, read_row

MOST_ROWS = 100_000
HEADINGS_AMONG = 20


@dataclass(frozen=True)
class Table:
    """`rows` can be read once."""

    layout: Layout
    rows: Iterator[Said]


def table_of(records: Iterable[list[str]], of_day: date) -> Table:
    """The rows below the line of headings. Raises `Unreadable`, and so may its rows."""
    numbered = ((line, cells) for line, cells in enumerate(records, start=1) if any(cells))
    best: Layout = {}
    for _count, (_line, cells) in zip(range(HEADINGS_AMONG), numbered, strict=False):
        layout = layout_of(cells)
        if not missing(layout):
            return Table(layout, _rows(numbered, layout, of_day))
        best = max(best, layout, key=len)
    raise Unreadable(
        _(
            "These columns are missing: %(columns)s. Name them so in the first line; the example "
            "on this page has all columns."
        )
        % {"columns": ", ".join(missing(best))}
    )


def _rows(
    numbered: Iterator[tuple[int, list[str]]], layout: Layout, of_day: date
) -> Iterator[Said]:
    count = 0
    for line, cells in numbered:
        count += 1
        if count > MOST_ROWS:
            sentence = _("The file has more than %(most)s rows, which no register has.")
            raise Unreadable(sentence % {"most": f"{MOST_ROWS:,}"})
        yield read_row(line, cells, layout, of_day)
    if not count:
        raise Unreadable(_("The file has headings and no rows below them."))
