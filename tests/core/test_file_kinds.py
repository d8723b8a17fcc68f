"""The kind of a file is found in its bytes; what is not known to be harmless is refused."""

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cet_portal.core import file_contents, file_kinds
from cet_portal.core.file_kinds import KINDS, NotTaken
from tests.core.sent_files import (
    OFFICE,
    PDF,
    PROGRAM,
    archive,
    bomb,
    huge_picture,
    office,
    old_office,
    open_document,
    picture,
)

DOCX = office(f"{OFFICE}wordprocessingml.document.main+xml")

TAKEN = {
    "slides.pdf": (PDF, "pdf"),
    "paper.docx": (DOCX, "docx"),
    "sheet.xlsx": (office(f"{OFFICE}spreadsheetml.sheet.main+xml"), "xlsx"),
    "slides.pptx": (office(f"{OFFICE}presentationml.presentation.main+xml"), "pptx"),
    "show.PPSX": (office(f"{OFFICE}presentationml.slideshow.main+xml"), "ppsx"),
    "paper.doc": (old_office("WordDocument", "1Table"), "doc"),
    "sheet.xls": (old_office("Workbook"), "xls"),
    "slides.ppt": (old_office("PowerPoint Document"), "ppt"),
    "paper.odt": (open_document("text"), "odt"),
    "sheet.ods": (open_document("spreadsheet"), "ods"),
    "slides.odp": (open_document("presentation"), "odp"),
    "eye.png": (picture("PNG"), "png"),
    "eye.JPG": (picture("JPEG"), "jpeg"),
    "eyes.jpeg": (
        picture("MPO", save_all=True, append_images=[]),
        "jpeg",
    ),
    "eye.gif": (picture("GIF"), "gif"),
    "eye.webp": (picture("WEBP"), "webp"),
    "notes.txt": ("Ünal’s notes: a < b\r\n\tMZ is a town.".encode(), "text"),
    "notes.md": (b"MZ is a town, and BM a firm.", "text"),
    "old.csv": ("Müller,5".encode("cp1252"), "text"),
    "wide.csv": ("\ufeffMüller,5".encode("utf-16"), "text"),
}


def refusal_of(data, name):
    with pytest.raises(NotTaken) as refused:
        file_kinds.check(io.BytesIO(data), name)
    assert file_kinds.kind_of(io.BytesIO(data)) is None or "ename it" in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("name", TAKEN)
def test_is_taken(name):
    data, kind = TAKEN[name]
    file = io.BytesIO(data)

    assert file_kinds.check(file, name) == KINDS[kind] == file_kinds.kind_of(file)
    assert file.read() == data


@pytest.mark.parametrize(
    "name, data, sentence",
    [
        ("slides.pdf", PROGRAM, "“slides.pdf” is not a PDF file: it is a program. Choose PDF,"),
        (
            "a.pdf",
            b"\x7fELF\x02\x01\x01" + bytes(60),
            "“a.pdf” is not a PDF file: it is a program.",
        ),
        ("a.txt", b"#!/bin/sh\nrm -rf /\n", "“a.txt” is not a plain text: it is a program."),
        ("a.exe", PROGRAM, "“a.exe” is a program, which is not taken. Choose PDF,"),
        ("a.pdf", DOCX, "it is a Word document. Rename it to end in .docx, or choose another file"),
        ("a.pdf.exe", PDF, "“a.pdf.exe” is a PDF file, but its name does not end in .pdf. Rename"),
        ("slides", PDF, "“slides” is a PDF file, but its name does not end in .pdf."),
        ("a.png", b"<svg onload='alert(1)'/>", "is not a PNG picture: it is a web page or a draw"),
        ("a.svg", b"<?xml version='1.0'?><svg/>", "“a.svg” is a web page or a drawing"),
        ("a.txt", b"\xef\xbb\xbf \n<!-- x -->\n<HTML>", "is not a plain text: it is a web page"),
        ("a.txt", b"<!---->" * 500 + b"<HTML>", "is not a plain text: it is a web page"),
        ("a.txt", "<script>".encode("utf-16"), "is not a plain text: it is a web page"),
        ("a.txt", b"a\x00b", "“a.txt” is not a plain text, or it is damaged."),
        ("a.txt", b"\x1b[2J", "“a.txt” is not a plain text, or it is damaged."),
        ("a.bin", b"\x01\x02\x03", "“a.bin” is of a kind that is not taken."),
        ("a.pdf", b"", "“a.pdf” is empty."),
        ("a.pdf", b"\n \x00", "“a.pdf” is empty."),
        ("a.pdf", PDF[:30], "“a.pdf” is a PDF that is cut off."),
        ("a.png", picture("PNG", (90, 90))[:60], "“a.png” is not a PNG picture, or it is damaged"),
        ("a.docx", archive(a="b"), "“a.docx” is not a Word document: it is a ZIP archive."),
        ("a.docx", DOCX[:-30], "“a.docx” is not a Word document, or it is damaged."),
        ("a.docx", DOCX[:-10] + b"\xff" * 10, "“a.docx” is not a Word document, or it is damaged"),
        (
            "a.docm",
            office("application/vnd.ms-word.document.macroEnabled.main+xml"),
            "“a.docm” is a document with macros. Save it without macros, or as a PDF",
        ),
        (
            "a.docx",
            office(f"{OFFICE}wordprocessingml.document.main+xml", **{"word/vbaProject.bin": b"x"}),
            "is a document with macros",
        ),
        (
            "a.odt",
            open_document("text", **{"Basic/script": "x"}),
            "“a.odt” is a document with macros.",
        ),
        (
            "a.odt",
            open_document("formula"),
            "“a.odt” is not an OpenDocument text, or it is damaged",
        ),
        ("a.doc", old_office("WordDocument", "Macros"), "“a.doc” is a document with macros."),
        ("a.docx", old_office("EncryptedPackage"), "“a.docx” is protected by a password. Save it"),
        ("a.doc", old_office("Something"), "“a.doc” is not an old Word document, or it is damaged"),
        ("a.doc", old_office()[:500], "“a.doc” is not an old Word document, or it is damaged."),
        ("a.jpg", b"\x00\x00\x00\x18ftypheic", "it is a HEIC or AVIF picture."),
        ("a.pdf", b"{\\rtf1 x}", "“a.pdf” is not a PDF file: it is a text with layout (RTF)."),
        ("a.pdf", b"\x1f\x8b\x08", "it is a compressed archive"),
        ("100% <b>.pdf", PROGRAM, "“100% <b>.pdf” is not a PDF file: it is a program."),
    ],
)
def test_is_refused_with_a_sentence(name, data, sentence):
    assert sentence in refusal_of(data, name)


def test_a_zip_bomb_is_refused_by_its_list_alone():
    data = bomb(600_000_000)

    assert len(data) < file_kinds.MOST_BYTES
    assert "far larger when unpacked" in refusal_of(data, "a.docx")


def test_an_endless_list_of_parts_is_not_read():
    end = DOCX.rindex(b"PK\x05\x06")
    data = DOCX[: end + 12] + (10**9).to_bytes(4, "little") + DOCX[end + 16 :]

    assert "or it is damaged" in refusal_of(data, "a.docx")


def test_a_picture_of_too_many_dots_is_refused_before_it_is_drawn():
    assert "“a.png” is a picture of too many dots." in refusal_of(huge_picture(), "a.png")


STARTS = [b"", PDF, PROGRAM, DOCX, old_office("WordDocument"), picture("PNG"), picture("WEBP")]


@given(st.sampled_from(STARTS), st.integers(0, 700), st.binary(max_size=300))
def test_whatever_is_sent_is_a_kind_or_unwelcome(start, cut, more):
    with contextlib.suppress(file_contents.Unwelcome):
        assert file_contents.look(io.BytesIO(start[:cut] + more)) in KINDS


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_text_that_is_no_mark_up_is_text(text):
    data = b"a" + text.encode()

    assert file_kinds.kind_of(io.BytesIO(data)) == KINDS["text"]


def test_a_text_of_comments_is_read_at_once():
    """A pattern that tries every way to part them would not end in a lifetime."""
    text = io.BytesIO(b"<!---->" * 500 + b"z")

    assert file_kinds.check(text, "a.txt").content_type == "text/plain"
