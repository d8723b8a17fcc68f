"""Which kind a file is, by its bytes: neither its name nor what the browser says is believed.

What is not known to be harmless is refused with a sentence. Nothing is unpacked, drawn or run.
"""

from dataclasses import dataclass
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core import file_contents
from cet_portal.core.file_contents import Unwelcome

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
ANY_BYTES = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind that is taken: what it is called, its content type, the endings of its names."""

    label: str | Promise
    content_type: str
    endings: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

KINDS = {
    "pdf": Kind(gettext_lazy("a PDF file"), "application/pdf", ("pdf",)),
    "docx": Kind(gettext_lazy("a Word document"), f"{_OFFICE}wordprocessingml.document", ("docx",)),
    "xlsx": Kind(gettext_lazy("an Excel workbook"), f"{_OFFICE}spreadsheetml.sheet", ("xlsx",)),
    "pptx": Kind(
        gettext_lazy("a PowerPoint presentation"),
        f"{_OFFICE}presentationml.presentation",
        ("pptx",),
    ),
    "ppsx": Kind(
        gettext_lazy("a PowerPoint show"), f"{_OFFICE}presentationml.slideshow", ("ppsx",)
    ),
    "doc": Kind(gettext_lazy("an old Word document"), "application/msword", ("doc",)),
    "xls": Kind(gettext_lazy("an old Excel workbook"), "application/vnd.ms-excel", ("xls",)),
    "ppt": Kind(
        gettext_lazy("an old PowerPoint presentation"),
        "application/vnd.ms-powerpoint",
        ("ppt", "pps"),
    ),
    "odt": Kind(gettext_lazy("an OpenDocument text"), f"{_OPEN}text", ("odt",)),
    "ods": Kind(gettext_lazy("an OpenDocument spreadsheet"), f"{_OPEN}spreadsheet", ("ods",)),
    "odp": Kind(gettext_lazy("an OpenDocument presentation"), f"{_OPEN}presentation", ("odp",)),
    "png": Kind(gettext_lazy("a PNG picture"), "image/png", ("png",)),
    "jpeg": Kind(gettext_lazy("a JPEG picture"), "image/jpeg", ("jpg", "jpeg")),
    "gif": Kind(gettext_lazy("a GIF picture"), "image/gif", ("gif",)),
    "webp": Kind(gettext_lazy("a WebP picture"), "image/webp", ("webp",)),
    "text": Kind(gettext_lazy("a plain text"), "text/plain", ("txt", "csv", "md")),
}
ENDINGS = tuple(ending for kind in KINDS.values() for ending in kind.endings)
CONTENT_TYPES = frozenset(kind.content_type for kind in KINDS.values())
TAKEN = gettext_lazy(
    "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, GIF, WebP or plain text"
)


def say_megabytes(number: int) -> str:
    """ "20 MB", for a number of bytes: in thousands where the limit was set so."""
    unit = 1_000_000 if number % 1_000_000 == 0 else MEGABYTE
    return _("%(number)s MB") % {"number": f"{number / unit:g}"}


class NotTaken(Exception):
    """The file is not taken, with a sentence for the person who sent it."""


def kind_of(file: BinaryIO) -> Kind | None:
    """The kind by content, from the first byte on; None if it is none that is taken."""
    try:
        return KINDS[file_contents.look(file)]
    except Unwelcome:
        return None
    finally:
        file.seek(0)


def check(file: BinaryIO, name: str) -> Kind:
    """The kind of a file of this name. Refuses (`NotTaken`) other kinds and a name that lies."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    claimed = next((kind for kind in KINDS.values() if ending in kind.endings), None)
    try:
        kind = KINDS[file_contents.look(file)]
    except Unwelcome as unwelcome:
        raise NotTaken(_refusal(name, claimed, unwelcome)) from None
    finally:
        file.seek(0)
    if kind is claimed:
        return kind
    words = {"name": name, "is": kind.label, "ending": f".{kind.endings[0]}"}
    if claimed is None:
        sentence = _("“%(name)s” is %(is)s, but its name does not end in %(ending)s. Rename it.")
        raise NotTaken(sentence % words)
    sentence = _(
        "“%(name)s” is not %(claimed)s: it is %(is)s. Rename it to end in %(ending)s, or choose "
        "another file."
    )
    raise NotTaken(sentence % {**words, "claimed": claimed.label})


def _refusal(name: str, claimed: Kind | None, found: Unwelcome) -> str:
    words = {"name": name, "claimed": claimed and claimed.label, "is": found.what, "taken": TAKEN}
    if found.advice:
        return f"{_('“%(name)s” is %(is)s.') % words} {found.advice}"
    if claimed and found.what:
        return _("“%(name)s” is not %(claimed)s: it is %(is)s. Choose %(taken)s.") % words
    if claimed:
        return _("“%(name)s” is not %(claimed)s, or it is damaged. Choose %(taken)s.") % words
    if found.what:
        return _("“%(name)s” is %(is)s, which is not taken. Choose %(taken)s.") % words
    return _("“%(name)s” is of a kind that is not taken. Choose %(taken)s.") % words
