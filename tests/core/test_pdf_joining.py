"""Joining PDF files piece by piece."""

import io
import re
import tracemalloc

import pypdf
import pytest
from weasyprint import HTML

from cet_portal.core import pdf_joining


def piece(*texts: str) -> bytes:
    pages = "".join(f"<p style='break-after:page'>{text}</p>" for text in texts)
    return HTML(string=pages).write_pdf(pdf_version="1.4")


def pages_of(content: bytes) -> list[str]:
    read = pypdf.PdfReader(io.BytesIO(content), strict=True)
    return [page.extract_text().strip() for page in read.pages if page.extract_text().strip()]


def test_the_pages_stand_in_their_order():
    content = b"".join(pdf_joining.joined([piece("one", "two"), piece("three"), piece("four")]))

    assert pages_of(content) == ["one", "two", "three", "four"]


def test_what_looks_like_a_reference_in_a_text_stays():
    content = b"".join(pdf_joining.joined([piece("one"), piece("see 3 0 R (and 4 0 R)")]))

    assert pages_of(content) == ["one", "see 3 0 R (and 4 0 R)"]


def test_links_and_headings_of_the_pieces_do_no_harm():
    html = "<h1 id='top'>A (b) 2 0 R</h1><p><a href='#top'>up</a></p>"
    made = HTML(string=html).write_pdf(pdf_version="1.4")

    assert len(pages_of(b"".join(pdf_joining.joined([made, made])))) == 2


def test_every_object_lies_where_the_table_says():
    content = b"".join(pdf_joining.joined([piece("one"), piece("two")]))
    start = int(re.search(rb"startxref\n(\d+)", content)[1])
    places = re.findall(rb"(\d{10}) 00000 n", content[start:])

    for number, place in enumerate(places, start=1):
        assert content[int(place) :].startswith(b"%d 0 obj\n" % number)


def test_a_piece_that_is_not_ours_is_refused():
    with pytest.raises(pdf_joining.NotOurs):
        list(pdf_joining.joined([HTML(string="<p>x</p>").write_pdf()]))
    with pytest.raises(pdf_joining.NotOurs):
        list(pdf_joining.joined([b"not a PDF at all"]))


def test_memory_does_not_grow_with_the_number_of_pieces():
    made = piece("one")

    def most(number: int) -> int:
        tracemalloc.start()
        for _written in pdf_joining.joined(made for _count in range(number)):
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    few, many = most(20), most(400)

    # 380 pieces more, of several kilobytes each, and a line in the table for each object.
    assert many - few < 380 * len(made) / 10
