"""Many PDF files as one, piece by piece: only the piece at hand is in memory.

For our own files alone: `core.pdf.render(..., variant=pdf.PRINTED)` writes them with a plain table
of their objects (PDF 1.4), which are copied here under new numbers. Bookmarks, links and tags of
the pieces fall away: what is joined is printed.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping

HEADER = b"%PDF-1.4\n%\xf0\x9f\x96\xa4\n"
# In the joined file: the catalog, and the root of its pages.
CATALOG, PAGES = 1, 2
# A text in parentheses is passed over as a whole; outside of texts this is a reference.
_REFERENCE = re.compile(rb"\((?:\\.|[^\\()])*\)|\b(\d+) 0 R\b", re.DOTALL)
_TABLE_AT = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_TOP = re.compile(rb"/Pages (\d+) 0 R")
_COUNT = re.compile(rb"/Count (\d+)")
_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj\s*\Z", re.DOTALL)
_IS_PAGES = b"/Type /Pages"
_STREAM = b"\nstream\n"
_LINE = 20  # bytes of a line in the table of objects


class NotOurs(ValueError):
    """A piece that was not written by `core.pdf.render` to be joined."""


def joined(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """One PDF with the pages of all `pieces` in their order, as it comes. Raises `NotOurs`.

    What is kept until the end is the place of each object: some bytes a page.
    """
    yield HEADER
    position, pages = len(HEADER), 0
    places = array("Q", (0, 0))  # of the objects from CATALOG on
    kids = array("Q")
    for piece in pieces:
        objects, top = _read(piece)
        numbers = {old: new for new, old in enumerate(objects, start=len(places) + 1)}
        pages += int(_found(_COUNT, objects[top]))
        kids.append(numbers[top])
        for old, body in objects.items():
            new = _renumbered(body, numbers)
            if old == top:
                new = new.replace(_IS_PAGES, b"%s/Parent %d 0 R" % (_IS_PAGES, PAGES), 1)
            written = b"%d 0 obj\n%s\nendobj\n" % (numbers[old], new)
            places.append(position)
            position += len(written)
            yield written
    yield from _end(position, places, kids, pages)


def _read(piece: bytes) -> tuple[dict[int, bytes], int]:
    """The objects of a piece by their numbers, but for its catalog; and which one has its pages."""
    start = int(_found(_TABLE_AT, piece))
    table = _TABLE.match(piece, start)
    if table is None:
        raise NotOurs("no plain table of objects")
    lines = (table.end() + _LINE * number for number in range(1, int(table[1])))
    places = sorted(int(piece[at : at + 10]) for at in lines if piece[at + 17 : at + 18] == b"n")
    ends = [*places[1:], start]
    found = {}
    for at, end in zip(places, ends, strict=True):
        whole = _OBJECT.fullmatch(piece, at, end)
        if whole is None:
            raise NotOurs("an object does not end where the next begins")
        found[int(whole[1])] = whole[2]
    catalog = found.pop(int(_found(_ROOT, piece[table.end() :])))
    return found, int(_found(_TOP, catalog))


def _renumbered(body: bytes, numbers: Mapping[int, int]) -> bytes:
    """The same object with its references as they are now; what a stream holds stays."""
    head, mark, stream = body.partition(_STREAM)

    def renumber(found: re.Match[bytes]) -> bytes:
        if found[1] is None:
            return found[0]
        number = numbers.get(int(found[1]))
        return b"null" if number is None else b"%d 0 R" % number

    return _REFERENCE.sub(renumber, head) + mark + stream


def _end(position: int, places: "array[int]", kids: "array[int]", pages: int) -> Iterator[bytes]:
    """The root of the pages, the catalog, and the table of all objects."""
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    tree = b"%d 0 obj\n<</Type /Pages/Kids [%s]/Count %d>>\nendobj\n" % (PAGES, listed, pages)
    catalog = b"%d 0 obj\n<</Type /Catalog/Pages %d 0 R>>\nendobj\n" % (CATALOG, PAGES)
    places[PAGES - 1], places[CATALOG - 1] = position, position + len(tree)
    size = len(places) + 1
    yield tree + catalog
    yield b"xref\n0 %d\n0000000000 65535 f \n" % size
    for place in places:
        yield b"%010d 00000 n \n" % place
    yield b"trailer\n<</Size %d/Root %d 0 R>>\n" % (size, CATALOG)
    yield b"startxref\n%d\n%%%%EOF\n" % (position + len(tree) + len(catalog))


def _found(pattern: re.Pattern[bytes], text: bytes) -> bytes:
    found = pattern.search(text)
    if found is None:
        raise NotOurs(f"{pattern.pattern!r} is not there")
    return found[1]
