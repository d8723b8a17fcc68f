"""ZIP archives that people send: what they hold is asked of their own directory, and bounded
before anything is unpacked.
"""

import struct
import zipfile
from typing import BinaryIO

from django.utils.translation import gettext as _

from cet_portal.core.reading.lines import Unreadable

# A sheet of 100,000 rows with 20 columns, and its texts, stay below these.
MOST_UNPACKED = 400_000_000
MOST_TEXTS = 60_000_000
MOST_MEMBERS = 2_000
MOST_DIRECTORY = 1_000_000
# What is read in one piece: styles, the list of sheets.
MOST_WHOLE = 5_000_000
_END = b"PK\x05\x06"
_LAST_BYTES = 66_000


class Damaged(Exception):
    """It is no archive, or not all of one."""


class Archive(zipfile.ZipFile):
    """An archive that never gives a long part in one piece."""

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        """The part as a whole; `Unreadable` if it is too long for that."""
        part = name if isinstance(name, zipfile.ZipInfo) else self.getinfo(name)
        if part.file_size > MOST_WHOLE:
            raise _bomb()
        return super().read(part, pwd)


def opened(file: BinaryIO) -> Archive:
    """The archive. Raises `Damaged`, or `Unreadable` where its directory is no list of people's.

    Python would hold the whole directory, so its length is looked at first.
    """
    size = file.seek(0, 2)
    file.seek(max(size - _LAST_BYTES, 0))
    end = file.read()
    at = end.rfind(_END)
    if at < 0 or at + 16 > len(end):
        raise Damaged
    (length,) = struct.unpack_from("<L", end, at + 12)
    if length > MOST_DIRECTORY:
        raise _bomb()
    file.seek(0)
    try:
        return Archive(file)
    except Exception as error:  # a damaged directory fails in many ways
        raise Damaged from error


def refuse_bombs(archive: Archive) -> None:
    """Refuse what unpacks to far more than a list, and what is protected by a password."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        raise _bomb()
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(protected())


def texts_part(archive: Archive, address: str) -> zipfile.ZipInfo:
    """The part with the shared texts; refused if it holds far more than a list has."""
    part = archive.getinfo(address.removeprefix("/"))
    if part.file_size > MOST_TEXTS:
        raise _bomb()
    return part


def protected() -> str:
    """What is said of a workbook with a password."""
    return _("The workbook is protected by a password. Save it without one.")


def _bomb() -> Unreadable:
    return Unreadable(
        _(
            "This workbook unpacks to far more than a list of people. Save the sheet with the "
            "list as a CSV file, and send that."
        )
    )
