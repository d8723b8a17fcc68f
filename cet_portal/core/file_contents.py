"""What the bytes of a file are: the name of a kind in `file_kinds.KINDS`, or `Unwelcome`."""

import codecs
import re
import struct
import zipfile
from collections.abc import Callable
from typing import BinaryIO

import olefile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image

FIRST_BYTES = 4096
PIECE = 1024 * 1024
# A PDF ends with its mark; some writers leave something behind it.
LAST_BYTES = 65_536
# Of a ZIP: more parts than any document has, or more unpacked than any computer should open.
MOST_DIRECTORY_BYTES = 2_000_000
MOST_UNPACKED_BYTES = 500_000_000
MOST_LIST_BYTES = 1_000_000
MOST_PIXELS = 89_000_000

_MACROS = _("Save it without macros, or as a PDF, and choose that file.")


class Unwelcome(Exception):
    """What the file is instead ("a program", nothing if unknown), and what to do about it."""

    def __init__(self, what: str | Promise = "", advice: str | Promise = ""):
        super().__init__(what)
        self.what = what
        self.advice = advice


def look(file: BinaryIO) -> str:
    """The kind of the file. Raises `Unwelcome`, also for whatever a reader trips over."""
    file.seek(0)
    start = file.read(FIRST_BYTES)
    if not start.strip(b"\x00 \t\r\n"):
        raise Unwelcome(_("empty"), _("Choose a file with something in it."))
    for signature, what in _UNWELCOME:
        if signature.match(start):
            raise Unwelcome(what)
    for signature, reader in _READERS:
        if signature.match(start):
            file.seek(0)
            return _safely(reader, file)
    return _text(file)


def _safely(reader: Callable[[BinaryIO], str], file: BinaryIO) -> str:
    try:
        return reader(file)
    except Unwelcome:
        raise
    except Exception:  # a damaged or hostile file may trip a reader anywhere
        raise Unwelcome from None


def _pdf(file: BinaryIO) -> str:
    size = file.seek(0, 2)
    file.seek(max(size - LAST_BYTES, 0))
    if b"%%EOF" not in file.read():
        raise Unwelcome(_("a PDF that is cut off"), _("Save it again and choose that file."))
    return "pdf"


def _picture(file: BinaryIO) -> str:
    too_large = Unwelcome(_("a picture of too many dots"), _("Save it in a smaller size."))
    try:
        with Image.open(file, formats=["PNG", "JPEG", "GIF", "WEBP"]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise too_large
            kind = str(image.format).lower()
            image.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_large from None
    # Telephones and cameras put several pictures into one JPEG.
    return "jpeg" if kind == "mpo" else kind


def _zip(file: BinaryIO) -> str:
    """Office and OpenDocument files are ZIP archives. Only their list of parts is read."""
    _refuse_long_directory(file)
    with zipfile.ZipFile(file) as archive:
        parts = {part.filename: part for part in archive.infolist()}
        unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > MOST_UNPACKED_BYTES:
            raise Unwelcome(
                _("far larger when unpacked than a document can be"), _("Choose another file.")
            )
        if any(name.lower().endswith("vbaproject.bin") for name in parts):
            raise Unwelcome(_("a document with macros"), _MACROS)
        if "[Content_Types].xml" in parts:
            return _office(_begin_of(archive, "[Content_Types].xml"))
        if "mimetype" in parts:
            return _open_document(_begin_of(archive, "mimetype"), parts)
    raise Unwelcome(_("a ZIP archive"))


def _refuse_long_directory(file: BinaryIO) -> None:
    # Python reads the whole list of parts into memory, however long it says it is.
    size = file.seek(0, 2)
    file.seek(max(size - LAST_BYTES - 22, 0))
    end = file.read()
    at = end.rfind(b"PK\x05\x06")
    (length,) = struct.unpack_from("<L", end, at + 12)
    if at < 0 or length > MOST_DIRECTORY_BYTES or end[max(at - 20, 0) :].startswith(b"PK\x06\x07"):
        raise Unwelcome


def _begin_of(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(MOST_LIST_BYTES)


def _office(types: bytes) -> str:
    if b"macroEnabled" in types:
        raise Unwelcome(_("a document with macros"), _MACROS)
    for main, kind in (
        (b"wordprocessingml.document.main+xml", "docx"),
        (b"spreadsheetml.sheet.main+xml", "xlsx"),
        (b"presentationml.presentation.main+xml", "pptx"),
        (b"presentationml.slideshow.main+xml", "ppsx"),
    ):
        if main in types:
            return kind
    raise Unwelcome


def _open_document(mimetype: bytes, parts: dict) -> str:
    if any(name.startswith(("Basic/", "Scripts/")) for name in parts):
        raise Unwelcome(_("a document with macros"), _MACROS)
    kinds = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}
    kind = kinds.get(mimetype.strip().removeprefix(b"application/vnd.oasis.opendocument."))
    if kind is None:
        raise Unwelcome
    return kind


def _old_office(file: BinaryIO) -> str:
    with olefile.OleFileIO(file) as document:
        names = {part.lower() for path in document.listdir(storages=True) for part in path}
    if "encryptedpackage" in names:
        raise Unwelcome(
            _("protected by a password"), _("Save it without the password and choose that file.")
        )
    if names & {"macros", "vba", "_vba_project", "_vba_project_cur"}:
        raise Unwelcome(_("a document with macros"), _MACROS)
    for stream, kind in (
        ("worddocument", "doc"),
        ("workbook", "xls"),
        ("book", "xls"),
        ("powerpoint document", "ppt"),
    ):
        if stream in names:
            return kind
    raise Unwelcome


def _text(file: BinaryIO) -> str:
    """UTF-8, UTF-16 with its mark, or Windows-1252, and not one character that steers."""
    file.seek(0)
    start = file.read(FIRST_BYTES)
    encodings = ("utf-16",) if start[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    encoding = next((name for name in encodings if _is_plain(file, name)), None)
    if encoding is None:
        raise Unwelcome
    text = start.decode(encoding, errors="ignore")
    if _MARKUP.match(_without_comments(text)):
        raise Unwelcome(_("a web page or a drawing that could run scripts"))
    if text.startswith("#!"):
        raise Unwelcome(_("a program"))
    return "text"


def _is_plain(file: BinaryIO, encoding: str) -> bool:
    """Is it in this encoding? Refuses what steers. Read in pieces: a list may be long."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := file.read(PIECE):
            if _CONTROL.search(decoder.decode(piece)):
                raise Unwelcome
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _without_comments(text: str) -> str:
    """The text after the comments that it begins with. One step a comment: no pattern that goes
    back and forth over a hostile text."""
    text = text.lstrip()
    while text.startswith("<!--"):
        _comment, _end, text = text.partition("-->")
        text = text.lstrip()
    return text


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MARKUP = re.compile(
    r"<(?:!doctype|\?xml|\?php|%|html|head|body|script|style|svg|iframe|img"
    r"|table|div|meta|link|a\s|p\b|h1|math|object|embed|form)",
    re.IGNORECASE,
)

_READERS: tuple[tuple[re.Pattern[bytes], Callable[[BinaryIO], str]], ...] = (
    (re.compile(rb"%PDF-\d"), _pdf),
    (re.compile(rb"PK\x03\x04"), _zip),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), _old_office),
    (re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP", re.DOTALL), _picture),
)
_UNWELCOME: tuple[tuple[re.Pattern[bytes], str | Promise], ...] = (
    (
        re.compile(
            rb"MZ(?=.*\x00)|\x7fELF|\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe"
            rb"|\x00asm|dex\n",
            re.DOTALL,
        ),
        _("a program"),
    ),
    (
        re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh\d1AY|\xfd7zXZ|PK\x05\x06"),
        _("a compressed archive"),
    ),
    (re.compile(rb"\{\\rtf"), _("a text with layout (RTF)")),
    (re.compile(rb"....ftyp(?:heic|heix|mif1|msf1|avif)", re.DOTALL), _("a HEIC or AVIF picture")),
    (re.compile(rb"....ftyp|\x1aE\xdf\xa3|RIFF....AVI", re.DOTALL), _("a video")),
    (re.compile(rb"ID3[\x02-\x04]|OggS|fLaC|RIFF....WAVE", re.DOTALL), _("a sound recording")),
    (re.compile(rb"II\*\x00|MM\x00\*"), _("a TIFF picture")),
    (re.compile(rb"BM.{4}\x00{4}", re.DOTALL), _("a BMP picture")),
)
