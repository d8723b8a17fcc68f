"""Workbooks (XLSX): their sheet with the list, opened safely and read as it comes.

Formulas are text, macros and links are never followed. openpyxl knows how a workbook is put
together and which cells are days; its long parts are read by core/reading/sheets.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl.reader.excel import ExcelReader, apply_stylesheet
from openpyxl.xml.constants import SHARED_STRINGS

from cet_portal.core.reading.archives import Archive, opened, refuse_bombs, texts_part
from cet_portal.core.reading.lines import Unreadable
from cet_portal.core.reading.records import Signs, clean
from cet_portal.core.reading.sheets import Meaning, Texts, rows_of, texts_of

# Sheets whose beginning is looked at to find the list, and rows of each.
MOST_SHEETS, LOOKED_AT = 50, 60


@dataclass(frozen=True)
class Sheet:
    """One sheet. `path`: its part; `shown`: it is not hidden."""

    name: str
    path: str
    shown: bool


@dataclass(frozen=True)
class Chosen:
    """The rows of the sheet with the list, and a note about what was left out."""

    records: Iterator[list[str]]
    note: str = ""


def sheet_of(file: BinaryIO, signs: Signs) -> Chosen:
    """The sheet with the list: the first that names its columns, or has keys, or anything at
    all; hidden ones come last. A list for each row, empty for an empty one.
    """
    try:
        archive = opened(file)
        refuse_bombs(archive)
        sheets, meaning = _structure(archive)
        ranked = [(_rank(archive, sheet, meaning, signs), sheet) for sheet in sheets[:MOST_SHEETS]]
    except Unreadable:
        raise
    except Exception as error:  # a damaged workbook fails in many ways
        raise _damaged() from error
    if not ranked:
        raise _damaged()
    rank, chosen = min(ranked, key=lambda each: each[0])
    others = [sheet.name for other, sheet in ranked if other[0] <= rank[0] and sheet != chosen]
    return Chosen(_records(archive, chosen, meaning), _left_out(chosen, others))


def _structure(archive: Archive) -> tuple[list[Sheet], Meaning]:
    reader: Any = ExcelReader(archive.fp, read_only=True, keep_links=False)
    reader.archive = archive
    reader.read_manifest()
    reader.read_workbook()
    apply_stylesheet(archive, reader.wb)
    sheets = [
        Sheet(sheet.name, relation.target, sheet.state == "visible")
        for sheet, relation in reader.parser.find_sheets()
        if relation.target in reader.valid_files and "chartsheet" not in relation.Type
    ]
    shared = reader.package.find(SHARED_STRINGS)
    texts = Texts()
    if shared is not None:
        with archive.open(texts_part(archive, shared.PartName)) as part:
            texts = texts_of(part)
    return sheets, Meaning(texts, reader.wb._date_formats, reader.wb.epoch)


def _rank(archive: Archive, sheet: Sheet, meaning: Meaning, signs: Signs) -> tuple[int, bool]:
    """The less, the likelier the list is here."""
    with archive.open(sheet.path) as part:
        first = list(islice((row for row in rows_of(part, meaning) if row), LOOKED_AT))
    if any(map(signs.names_columns, first)):
        return 0, not sheet.shown
    if any(signs.is_key(clean(cell)) for cells in first for cell in cells):
        return 1, not sheet.shown
    return 2 if first else 3, not sheet.shown


def _records(archive: Archive, sheet: Sheet, meaning: Meaning) -> Iterator[list[str]]:
    try:
        with archive.open(sheet.path) as part:
            for cells in rows_of(part, meaning):
                yield [clean(cell) if cell else "" for cell in cells]
    except Exception as error:  # cut off or damaged in the middle
        raise _damaged() from error


def _left_out(chosen: Sheet, others: list[str]) -> str:
    if not others:
        return ""
    return _(
        "Only the sheet “%(chosen)s” was read. These look like lists as well: %(others)s. Send "
        "each as a file of its own."
    ) % {"chosen": chosen.name[:40], "others": ", ".join(each[:40] for each in others[:10])}


def _damaged() -> Unreadable:
    return Unreadable(
        _(
            "This Excel workbook is damaged or cut off. Open it in your spreadsheet, save it again "
            "or as CSV, and send that file."
        )
    )
