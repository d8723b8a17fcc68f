"""What is no list at all, and sent all the same."""

import io
import zipfile

from tests.sessions_events.corpus import says


def archive(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in parts.items():
            target.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


@says("PDF document")
def a_pdf():
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


@says("PNG picture")
def a_photograph_of_the_list():
    return b"\x89PNG\r\n\x1a\n" + b"\x00" * 100


@says("JPEG picture")
def a_scan():
    return b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256))


@says("old Excel")
def an_old_workbook():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000


@says("web page")
def a_web_page_named_xls():
    return b"\xef\xbb\xbf<html><table><tr><td>01-4567</td><td>Marsh</td></tr></table></html>"


@says("as Excel 2003 saved it")
def a_workbook_of_2003_as_xml():
    return b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'


@says("Word document")
def a_word_document():
    return archive(word__document_xml="<a/>")


@says("OpenDocument")
def an_open_document():
    return archive(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_xml="<a/>")


@says("ZIP archive")
def a_list_in_an_archive():
    return archive(list="GOC number,Surname")


@says("binary Excel")
def a_binary_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("xl/workbook.bin", b"\x83\x01\x00")
    return out.getvalue()


@says("compressed file")
def a_compressed_file():
    return b"\x1f\x8b\x08\x00" + b"\x01" * 60


@says("not text")
def a_program():
    return b"\x7fELF\x02\x01\x01" + b"\x00\x01\x02\x00\x00" * 200


@says("RTF")
def a_text_with_layout():
    return b"{\\rtf1\\ansi 01-4567 Marsh}"
