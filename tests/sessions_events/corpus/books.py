"""Workbooks: sheets, cells and packages gone wrong."""

import io
import zipfile
from datetime import date

import openpyxl
from openpyxl.workbook.defined_name import DefinedName

from tests.sessions_events.corpus import PEOPLE, gives, says

ROWS = [("GOC number", "Surname"), *PEOPLE.items()]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def book_with(rows) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def changed(data: bytes, parts: dict[str, bytes | None]) -> bytes:
    """The same package with these parts instead; None leaves one out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def sheet(rows: str, before: str = "") -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{MAIN}">'
    return f"{head}<sheetData>{rows}</sheetData></worksheet>".encode()


def inline(number: int, *cells: str) -> str:
    texts = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{texts}</row>'


def by_hand(rows: str, before: str = "") -> bytes:
    return changed(saved(book_with(ROWS)), {"xl/worksheets/sheet1.xml": sheet(rows, before)})


LISTED = "".join(inline(line, *cells) for line, cells in enumerate(ROWS, start=1))


def with_shared_texts(more: str = "") -> bytes:
    """As Excel writes it: cells point to texts that stand in a part of their own; some of them
    have layout, and how they are pronounced."""
    texts = [text for cells in ROWS for text in cells]
    shared = "".join(
        f"<si><r><t>{text[:2]}</t></r><r><t>{text[2:]}</t></r><rPh><t>x</t></rPh></si>"
        for text in texts
    )
    rows = "".join(
        f'<row r="{line}"><c r="A{line}" t="s"><v>{2 * line - 2}</v></c>'
        f'<c r="B{line}" t="s"><v>{2 * line - 1}</v></c></row>'
        for line in range(1, len(ROWS) + 1)
    )
    data = by_hand(rows)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    types = zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml").decode()
    return changed(
        data,
        {
            "[Content_Types].xml": types.replace("</Types>", override).encode(),
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}{more}</sst>'.encode(),
        },
    )


@gives()
def workbook():
    return saved(book_with(ROWS))


@gives()
def workbook_with_shared_texts():
    return with_shared_texts()


@gives()
def workbook_with_inline_texts():
    return by_hand(LISTED)


@gives()
def workbook_without_cell_addresses_and_row_numbers():
    return by_hand(LISTED.replace(' r="', ' x="'))


@gives()
def workbook_with_prefixed_names():
    plain = sheet(LISTED).decode()
    for name in ("worksheet", "sheetData", "row", "inlineStr", "is", "c", "t"):
        plain = plain.replace(f"<{name}>", f"<x:{name}>").replace(f"<{name} ", f"<x:{name} ")
        plain = plain.replace(f"</{name}>", f"</x:{name}>")
    plain = plain.replace("xmlns=", "xmlns:x=")
    return changed(saved(book_with(ROWS)), {"xl/worksheets/sheet1.xml": plain.encode()})


@gives()
def first_sheet_is_empty():
    book = openpyxl.Workbook()
    other = book.create_sheet("List")
    for row in ROWS:
        other.append(row)
    return saved(book)


@gives()
def first_sheet_is_a_cover():
    book = book_with([["Dry eye in practice"], ["The list is on the second sheet"]])
    other = book.create_sheet("List")
    for row in ROWS:
        other.append(row)
    return saved(book)


@gives()
def first_sheet_is_hidden():
    book = book_with([("GOC number", "Surname"), ("01-99999", "Old")])
    book.active.sheet_state = "hidden"
    other = book.create_sheet("List")
    for row in ROWS:
        other.append(row)
    book.active = 1
    return saved(book)


@gives()
def merged_title_above_merged_headings():
    book = book_with(
        [
            ("Dry eye", None, None),
            ("GOC number", "Surname", None),
            *((a, b, None) for a, b in PEOPLE.items()),
        ]
    )
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("B2:C2")
    return saved(book)


@gives("01-20001", "01-20003", "01-31234")
def workbook_turned_a_number_into_a_date():
    rows = [(date(4567, 1, 1) if a == "01-4567" else a, b) for a, b in ROWS]
    return saved(book_with(rows))


@gives("01-4567")
def workbook_turned_numbers_into_figures():
    rows = [
        (float(a.replace("-", "")) if a[3:4] in "23" and len(a) == 8 else a, b) for a, b in ROWS
    ]
    return saved(book_with(rows))


@gives("01-4567", "01-20003", "01-31234")
def workbook_with_formulas():
    rows = [("=A1&B1" if a == "01-20001" else a, b) for a, b in ROWS]
    return saved(book_with(rows))


@gives()
def rows_far_apart():
    rows = "".join(inline(line * 1000, *cells) for line, cells in enumerate(ROWS, start=1))
    return by_hand(rows)


@gives()
def stray_layout_in_the_last_column():
    return by_hand(LISTED.replace("</row>", '<c r="XFD1" s="1"/></row>'))


@gives()
def a_sheet_that_lies_about_its_size():
    data = saved(book_with(ROWS))
    plain = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    return changed(data, {"xl/worksheets/sheet1.xml": plain.replace(b"A1:B5", b"A1:A1")})


@gives()
def names_and_links_to_other_files():
    book = book_with([*ROWS, ("='[other.xlsx]Sheet1'!A1", "x")])
    book.defined_names["far"] = DefinedName("far", attr_text="'[1]Sheet1'!$A$1")
    return saved(book)


@gives()
def workbook_with_macros():
    data = saved(book_with(ROWS))
    types = zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml")
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    types = types.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    return changed(data, {"[Content_Types].xml": types, "xl/vbaProject.bin": b"\xd0\xcf" * 99})


@gives("01-4567", "01-20003", "01-31234")
def half_of_a_sign_in_a_workbook():
    return by_hand(LISTED.replace("Müller", "M_xD800_ller"))


@says("damaged or cut off")
def workbook_without_its_list_of_sheets():
    return changed(saved(book_with(ROWS)), {"xl/workbook.xml": None, "xl/other.xml": b"<a/>"})


@says("damaged or cut off")
def workbook_cut_off():
    return saved(book_with(ROWS))[:-200]


@says("damaged or cut off")
def workbook_with_a_damaged_part():
    data = bytearray(saved(book_with(ROWS)))
    at = data.index(b"xl/worksheets/sheet1.xml") + 60
    data[at : at + 40] = b"\xff" * 40
    return bytes(data)


@says("damaged or cut off")
def workbook_with_broken_xml():
    return by_hand(LISTED + "<row><c></row>")


@says("damaged or cut off")
def workbook_that_points_to_texts_it_lacks():
    return by_hand(LISTED + '<row><c t="s"><v>99999</v></c></row>')


@says("empty")
def workbook_without_a_cell():
    return saved(openpyxl.Workbook())


@says("password")
def workbook_with_a_protected_part():
    data = saved(book_with(ROWS))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first = archive.infolist()[0].filename.encode()
    marked = bytearray(data)
    at = marked.rindex(b"PK\x01\x02", 0, marked.rindex(first))
    marked[at + 8] |= 1
    return bytes(marked)
