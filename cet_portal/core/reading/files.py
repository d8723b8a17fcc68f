"""A list that somebody sent as a file: from its bytes to records of cells, or a clear sentence.

Nothing is evaluated, and nothing is trusted: neither the name of the file nor what the browser
says it is. What the records mean is the business of whoever asked for the list.
"""

from collections.abc import Iterator
from typing import BinaryIO

import olefile
from django.utils.translation import gettext as _

from cet_portal.core.reading import archives, workbooks
from cet_portal.core.reading.lines import Unreadable, lines_of
from cet_portal.core.reading.records import Signs, records_of

MOST_BYTES = 50_000_000
# Lines by which the separator is told.
LOOKED_AT = 50
START = 512
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"


def records_in(
    file: BinaryIO, signs: Signs, *, by_line: bool = False
) -> tuple[Iterator[list[str]], str]:
    """The cleaned cells of each line of any list, and what was left out of a workbook. `by_line`:
    each line of a text may have a separator of its own.

    Raises `Unreadable` where it is no list.
    """
    start = file.read(START)
    file.seek(0)
    if not start.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        start = _first_bytes(file)
    if _is_workbook(start, file):
        sheet = workbooks.sheet_of(file, signs)
        return sheet.records, sheet.note
    _refuse_other_kinds(start, file)
    return records_of(lines_of(file), signs, sample=LOOKED_AT, by_line=by_line), ""


def _first_bytes(file: BinaryIO) -> bytes:
    """The beginning of what is not blank; refused where nothing is."""
    while chunk := file.read(64 * 1024):
        stripped = chunk.strip(b"\x00 \t\r\n\xef\xbb\xbf")
        if stripped:
            file.seek(0)
            return stripped[:START]
    raise Unreadable(_("The file is empty. Choose one with a list in it."))


def _is_workbook(start: bytes, file: BinaryIO) -> bool:
    if not start.startswith(ZIP):
        return False
    names = _names_in(file)
    return any(name.startswith("xl/") for name in names) and "xl/workbook.bin" not in names


def _names_in(file: BinaryIO) -> list[str]:
    try:
        return archives.opened(file).namelist()
    except archives.Damaged:
        return []
    finally:
        file.seek(0)


def _refuse_other_kinds(start: bytes, file: BinaryIO) -> None:
    """Kinds that are sent by mistake, known by their first bytes."""
    start = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(OLE) and _has_password(file):
        raise Unreadable(archives.protected())
    kind = _kind_of(start, file)
    if kind:
        raise Unreadable(
            _(
                "This looks like %(kind)s, not a list. Open the list in your spreadsheet, choose "
                "“Save as” and “Excel workbook (.xlsx)” or “CSV”, and send that file."
            )
            % {"kind": kind}
        )


def _kind_of(start: bytes, file: BinaryIO) -> str:
    if start.startswith(ZIP):
        return _kind_of_zip(file)
    if start.startswith(b"<?xml") and b"Excel.Sheet" in start:
        return _("a workbook as XML, as Excel 2003 saved it")
    if start[:15].lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta")):
        return _("a web page")
    for signature, kind in (
        (b"<svg", _("a picture (SVG)")),
        (b"\x89PNG", _("a PNG picture")),
        (b"\xff\xd8\xff", _("a JPEG picture")),
        (b"GIF8", _("a GIF picture")),
        (b"%PDF", _("a PDF document")),
        (OLE, _("an old Excel or Word document")),
        (b"\x1f\x8b", _("a compressed file")),
        (b"7z\xbc\xaf", _("a compressed file")),
        (b"Rar!", _("a compressed file")),
        (b"{\\rtf", _("a text document with layout (RTF)")),
    ):
        if start.startswith(signature):
            return kind
    return ""


def _kind_of_zip(file: BinaryIO) -> str:
    names = _names_in(file)
    if not names:
        return _("a damaged or cut off Excel workbook")
    if "xl/workbook.bin" in names:
        return _("a binary Excel workbook (.xlsb)")
    if any(name.startswith("Index/") for name in names):
        return _("a Numbers document")
    if any(name.startswith("word/") for name in names):
        return _("a Word document")
    if "mimetype" in names or "content.xml" in names:
        return _("an OpenDocument spreadsheet")
    return _("a ZIP archive")


def _has_password(file: BinaryIO) -> bool:
    """A workbook with a password is an old kind of file around a sealed one."""
    try:
        with olefile.OleFileIO(file) as document:
            return bool(document.exists("EncryptedPackage"))
    except Exception:  # cut off or damaged
        return False
    finally:
        file.seek(0)
