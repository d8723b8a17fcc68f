"""CSV for people who open it in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator

BYTE_ORDER_MARK = "\ufeff"
# A cell that begins like this is run as a formula; the last four are the wide signs of East Asia.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class _Line:
    """What csv writes to: hands the line straight back."""

    def write(self, line: str) -> str:
        return line


def safe_cell(value: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def csv_lines(header: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The lines of a CSV file, one after the other, so that a long one need not be held.

    Begins with a byte order mark: without it spreadsheets take UTF-8 for something else.
    """
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow([safe_cell(cell) for cell in header])
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])
