"""From the bytes of a file to its lines of text, as they come, in bounded memory."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

CHUNK = 64 * 1024
# What is looked at to tell the encoding, the separator and the headings.
SAMPLE = 256 * 1024
LONGEST_LINE = 1_000_000
# More NUL bytes than this share, and not in the pattern of UTF-16: no text at all.
MOST_NULS = 0.1

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LINE_END = re.compile(r"\r\n|\n|\r")
_BYTES_LINE_END = re.compile(rb"\r\n|\n|\r")


class Unreadable(Exception):
    """Why no rows could be read: a sentence for the person who sent the file."""


def lines_of(file: BinaryIO) -> Iterator[str]:
    """The lines without their ends: UTF-8, UTF-16 or UTF-32 with or without a mark, Windows-1252
    or Mac Roman. A line that is no UTF-8 in a file that otherwise is costs nothing but itself.
    """
    sample = file.read(SAMPLE)
    file.seek(0)
    wide = _wide_encoding(sample)
    if wide:
        yield from _wide_lines(file, wide)
        return
    otherwise = _one_byte_encoding(sample)
    for number, line in enumerate(_byte_lines(file)):
        plain = line.removeprefix(codecs.BOM_UTF8) if number == 0 else line
        try:
            yield plain.decode("utf-8")
        except UnicodeDecodeError:
            yield plain.decode(otherwise, errors="replace")


def _wide_encoding(sample: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return "" if encoding == "utf-8-sig" else encoding
    if b"\x00" not in sample:
        return ""
    unmarked = _unmarked_utf_16(sample)
    if not unmarked and sample.rstrip(b"\x00").count(0) > len(sample) * MOST_NULS:
        raise Unreadable(
            _("This file is not text. Send the list as a CSV file, saved by your spreadsheet.")
        )
    return unmarked


def _unmarked_utf_16(data: bytes) -> str:
    """Figures and separators have a NUL as one of their two bytes; which one tells the order."""
    pairs = len(data) // 2
    first, second = data[0 : 2 * pairs : 2].count(0), data[1 : 2 * pairs : 2].count(0)
    if second > pairs * 0.5 and first < pairs * MOST_NULS:
        return "utf-16-le"
    if first > pairs * 0.5 and second < pairs * MOST_NULS:
        return "utf-16-be"
    return ""


def _one_byte_encoding(sample: bytes) -> str:
    """What spreadsheets in this country write that is no UTF-8.

    A free guess takes short lists of names for Chinese; between these two the guess is good.
    """
    cut = sample.rsplit(b"\n", 1)[0] or sample
    try:
        cut.decode("utf-8")
    except UnicodeDecodeError:
        guess = from_bytes(cut, cp_isolation=["cp1252", "mac_roman"]).best()
        if guess:
            return guess.encoding
        try:
            cut.decode("cp1252")
        except UnicodeDecodeError:
            return "latin-1"  # five bytes are open in Windows-1252
    return "cp1252"


def _byte_lines(file: BinaryIO) -> Iterator[bytes]:
    rest = b""
    while chunk := file.read(CHUNK):
        # A CR at the end of a chunk may be half of an end of line.
        if chunk.endswith(b"\r"):
            chunk += file.read(1)
        *whole, rest = _BYTES_LINE_END.split(rest + chunk)
        yield from whole
        _refuse_endless(rest)
    if rest:
        yield rest


def _wide_lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    rest = ""
    while chunk := file.read(CHUNK):
        text = rest + decoder.decode(chunk)
        held = "\r" if text.endswith("\r") else ""
        *whole, rest = _LINE_END.split(text[: len(text) - len(held)])
        rest += held
        yield from whole
        _refuse_endless(rest)
    rest += decoder.decode(b"", final=True)
    if rest:
        yield from _LINE_END.split(rest.removesuffix("\r"))


def _refuse_endless(rest: bytes | str) -> None:
    if len(rest) > LONGEST_LINE:
        raise Unreadable(
            _("A line of the file is longer than a million characters: this is not a list.")
        )
