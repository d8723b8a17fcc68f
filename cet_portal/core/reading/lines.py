"""From the bytes of a file to its lines of text, as they come, in bounded memory."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

CHUNK = 64 * 1024
# What is looked at to tell the encoding, the separator and the headings.
SAMPLE = 256 * 1024
# A longer line costs nothing but itself: so much of its beginning is kept.
LONGEST_LINE, LONGEST_KEPT = 1_000_000, 20_000
# More NUL bytes than this share, and not in the pattern of UTF-16: no text at all.
MOST_NULS = 0.1
ONE_BYTE = ("cp1252", "mac_roman")

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


class Endless(str):
    """The beginning of a line that is longer than `LONGEST_LINE`."""

    __slots__ = ()


def lines_of(file: BinaryIO) -> Iterator[str]:
    """The lines without their ends: UTF-8, UTF-16 or UTF-32 with or without a mark, Windows-1252
    or Mac Roman. A line that is no UTF-8 in a file that otherwise is costs nothing but itself, and
    of one without an end the beginning comes, as `Endless`.
    """
    sample = file.read(SAMPLE)
    file.seek(0)
    wide = _wide_encoding(sample)
    if wide:
        yield from _wide_lines(file, wide)
        return
    otherwise = ""
    for number, (line, endless) in enumerate(_byte_lines(file)):
        if endless:
            yield Endless(line.decode("utf-8", "replace"))
            continue
        plain = line.removeprefix(codecs.BOM_UTF8) if number == 0 else line
        try:
            yield plain.decode("utf-8")
        except UnicodeDecodeError:
            # The first such line tells as much as the beginning of the file.
            otherwise = otherwise or _one_byte_encoding(sample + b"\n" + plain)
            yield _decoded(plain, otherwise)


def _decoded(line: bytes, encoding: str) -> str:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return line.decode("latin-1")  # five bytes are open in Windows-1252


def _wide_encoding(sample: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return "" if encoding == "utf-8-sig" else encoding
    if b"\x00" not in sample:
        return ""
    unmarked = _unmarked_utf_32(sample) or _unmarked_utf_16(sample)
    if not unmarked and sample.rstrip(b"\x00").count(0) > len(sample) * MOST_NULS:
        raise Unreadable(
            _("This file is not text. Send the list as a CSV file, saved by your spreadsheet.")
        )
    return unmarked


def _unmarked_utf_32(data: bytes) -> str:
    """Two of four bytes are NUL, always the same two."""
    fours = len(data) // 4
    nuls = [data[at : 4 * fours : 4].count(0) for at in range(4)]
    few, most = fours * MOST_NULS, fours * 0.9
    if fours and nuls[0] <= few and min(nuls[2:]) >= most:
        return "utf-32-le"
    if fours and nuls[3] <= few and min(nuls[:2]) >= most:
        return "utf-32-be"
    return ""


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
    """Windows-1252 or Mac Roman, which spreadsheets in this country write that is no UTF-8: the
    one in which the signs beyond ASCII look more like letters of names.
    """
    lines = [line for line in sample.split(b"\n") if not line.isascii() and not _is_utf_8(line)]
    odd = b"\n".join(lines)
    return max(ONE_BYTE, key=lambda encoding: _likeness(odd.decode(encoding, errors="replace")))


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


_USUAL = frozenset("àáâãäåæçèéêëìíïñòóôöøùúûüýßÀÁÂÄÅÆÇÈÉÊËÍÏÑÒÓÔÖØÙÚÛÜÝ")
_NO_LETTERS = frozenset("ƒªºµπΩﬁﬂıˆ")


def _likeness(text: str) -> int:
    """How much the signs beyond ASCII look like letters of names, and stand where those do."""
    return sum(
        _worth(text[place - 1 : place] or ",", sign, text[place + 1 : place + 2] or ",")
        for place, sign in enumerate(text)
        if sign > "\x7f"
    )


def _worth(before: str, sign: str, after: str) -> int:
    if sign == "\u2019":
        return 2 if before.isalpha() and after.isalpha() else -1
    if sign in "\u2018\u2013":  # O‘Neil, Smith–Jones
        return 1 if after.isupper() or after.isdigit() else -1
    if not sign.isalpha() or sign in _NO_LETTERS:
        return -1
    # Upper case after lower case, lower case before upper case or at the beginning: no name.
    if sign.isupper():
        fits = not (before.islower() or (before.isupper() and after.islower()))
    else:
        fits = before.isalpha() and not after.isupper()
    return (2 if sign in _USUAL else 1) if fits else -1


def _byte_lines(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Each line, and whether it is only the beginning of one without an end."""
    rest, endless = b"", False
    while chunk := file.read(CHUNK):
        # A CR at the end of a chunk may be half of an end of line.
        if chunk.endswith(b"\r"):
            chunk += file.read(1)
        *whole, rest = _BYTES_LINE_END.split(rest + chunk)
        for line in whole:
            yield (line[:LONGEST_KEPT], True) if endless else (line, False)
            endless = False
        endless = endless or len(rest) > LONGEST_LINE
        if endless:
            rest = rest[:LONGEST_KEPT]
    if rest:
        yield rest, endless


def _wide_lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    rest, endless = "", False
    while chunk := file.read(CHUNK):
        text = rest + decoder.decode(chunk)
        held = "\r" if text.endswith("\r") else ""
        *whole, rest = _LINE_END.split(text[: len(text) - len(held)])
        for line in whole:
            yield Endless(line[:LONGEST_KEPT]) if endless else line
            endless = False
        endless = endless or len(rest) > LONGEST_LINE
        rest = (rest[:LONGEST_KEPT] if endless else rest) + held
    rest += decoder.decode(b"", final=True)
    if endless:
        yield Endless(rest.rstrip("\r"))
    elif rest:
        yield from _LINE_END.split(rest.removesuffix("\r"))
