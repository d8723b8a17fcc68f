"""Workbooks (XLSX): their first sheet with rows, opened safely and read as it comes.

Formulas are text, macros and links are never followed. What a small file unpacks to is asked of
its own directory before anything is unpacked.
"""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

import openpyxl
from django.utils.translation import gettext as _

from sessions_events.rules.lines import Unreadable
from sessions_events.rules.records import clean

# A sheet of 100,000 rows with 20 columns stays below these.
MOST_UNPACKED = 400_000_000
MOST_TEXTS = 60_000_000
MOST_MEMBERS = 2_000
TEXTS = "xl/sharedStrings.xml"


def records_of(file: BinaryIO) -> Iterator[list[str]]:
    """The cells of the first sheet that has any; a list for each row, empty for an empty one."""
    _refuse_bombs(file)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # a damaged workbook fails in many ways
        raise _damaged() from error
    with_rows = False
    for sheet in book.worksheets:
        # What the sheet says of its own size is often wrong.
        sheet.reset_dimensions()
        for record in _records(sheet):
            with_rows = with_rows or any(record)
            yield record
        if with_rows:
            break
    book.close()


def _records(sheet) -> Iterator[list[str]]:
    rows = sheet.iter_rows(values_only=True)
    while True:
        try:
            values = next(rows, None)
        except Exception as error:  # cut off or damaged in the middle
            raise _damaged() from error
        if values is None:
            return
        yield [_text(value) for value in values]


def _text(value: Any) -> str:
    """A cell as people see it: whole numbers without decimals, days in full."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return clean(str(value))


def _refuse_bombs(file: BinaryIO) -> None:
    try:
        members = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged() from error
    texts = sum(member.file_size for member in members if member.filename == TEXTS)
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or texts > MOST_TEXTS:
        raise Unreadable(
            _(
                "This workbook unpacks to far more than a list of people. Save the sheet with the "
                "list as a CSV file, and send that."
            )
        )
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(_("The workbook is protected by a password. Save it without one."))
    file.seek(0)


def _damaged() -> Unreadable:
    return Unreadable(
        _(
            "This Excel workbook is damaged or cut off. Open it in your spreadsheet, save it again "
            "or as CSV, and send that file."
        )
    )
