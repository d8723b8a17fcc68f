"""An uploaded file: from its bytes to rows of line, number and surname, or a clear sentence.

Nothing is evaluated, and nothing is trusted: neither the name of the file nor what the browser
says it is. What a single row holds is judged later, row by row (rules/rows.py).
"""

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from sessions_events.rules.tables import Sheet, Unreadable, read_table

MOST_BYTES = 1_000_000
# More NUL bytes than this share, and not in the pattern of UTF-16: no text at all.
MOST_NULS = 0.1

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_file(data: bytes) -> Sheet:
    """The rows of a file. Raises `Unreadable` with a sentence for the person who sent it."""
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable(_("The file is empty. Choose a CSV file with numbers and surnames."))
    if len(data) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 1 MB. Split it and send the parts one by one."))
    _refuse_other_kinds(data)
    return read_table(decode(data))


def _refuse_other_kinds(data: bytes) -> None:
    """Kinds that are sent by mistake, known by their first bytes."""
    kind = _kind_of(data)
    if kind:
        raise Unreadable(
            _(
                "This looks like %(kind)s, not a CSV file. Open the list in your spreadsheet, "
                "choose “Save as” and “CSV”, and send that file."
            )
            % {"kind": kind}
        )


def _kind_of(data: bytes) -> str:
    start = data[:512].lstrip()
    if start.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    if start[:15].lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        return _("a web page")
    for signature, kind in (
        (b"<svg", _("a picture (SVG)")),
        (b"\x89PNG", _("a PNG picture")),
        (b"\xff\xd8\xff", _("a JPEG picture")),
        (b"GIF8", _("a GIF picture")),
        (b"%PDF", _("a PDF document")),
        (b"\xd0\xcf\x11\xe0", _("an old Excel or Word document")),
        (b"\x1f\x8b", _("a compressed file")),
        (b"7z\xbc\xaf", _("a compressed file")),
        (b"Rar!", _("a compressed file")),
        (b"{\\rtf", _("a text document with layout (RTF)")),
    ):
        if start.startswith(signature):
            return kind
    return ""


def _kind_of_zip(data: bytes) -> str:
    if b"xl/" in data:
        return _("an Excel workbook (XLSX)")
    if b"opendocument.spreadsheet" in data[:200]:
        return _("an OpenDocument spreadsheet")
    if b"word/" in data:
        return _("a Word document")
    return _("a ZIP archive")


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 (with or without its mark), Windows-1252 or Mac Roman."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\x00" in data:
        unmarked = _unmarked_utf_16(data)
        if unmarked:
            return data.decode(unmarked, errors="replace")
        if data.rstrip(b"\x00").count(0) > len(data) * MOST_NULS:
            raise Unreadable(
                _("This file is not text. Send the list as a CSV file, saved by your spreadsheet.")
            )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_one_byte(data)


def _decode_one_byte(data: bytes) -> str:
    """What spreadsheets in this country write that is no UTF-8.

    A free guess takes short lists of names for Chinese; between these two the guess is good.
    The five bytes that Windows-1252 leaves open are read as Latin-1.
    """
    guess = from_bytes(data, cp_isolation=["cp1252", "mac_roman"]).best()
    if guess:
        return str(guess)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _unmarked_utf_16(data: bytes) -> str | None:
    """Figures and separators have a NUL as one of their two bytes; which one tells the order."""
    pairs = len(data) // 2
    first, second = data[0 : 2 * pairs : 2].count(0), data[1 : 2 * pairs : 2].count(0)
    if second > pairs * 0.5 and first < pairs * MOST_NULS:
        return "utf-16-le"
    if first > pairs * 0.5 and second < pairs * MOST_NULS:
        return "utf-16-be"
    return None
