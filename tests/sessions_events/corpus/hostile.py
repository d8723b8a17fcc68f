"""Files made to cost memory or time."""

import io
import struct
import zipfile

from tests.sessions_events.corpus import gives, says, table
from tests.sessions_events.corpus.books import (
    LISTED,
    ROWS,
    book_with,
    by_hand,
    changed,
    saved,
    with_shared_texts,
)
from tests.sessions_events.corpus.books import sheet as sheet_of

MOST = 49_000_000


@says("more than 1,048,576 lines")
def fifty_megabytes_of_nothing():
    return table().encode() + b"\n" * MOST + b"01-1,x\n"


@says("more than 100,000 rows")
def fifty_megabytes_of_quotes():
    return table().encode() + b'"a\n' * (MOST // 3)


@says("longer than a million")
def fifty_megabytes_of_quotes_without_an_end():
    return b'"' * MOST


@gives()
def a_line_without_an_end():
    return table().encode() + b"x" * MOST


@gives()
def a_line_of_commas():
    return table().encode() + b"x" + b",x" * 400_000


@gives()
def lines_without_an_end_above_and_between():
    lines = table().splitlines(keepends=True)
    endless = "x" * 2_000_000 + "\n"
    return (endless + lines[0] + endless.join(lines[1:])).encode()


@gives()
def a_line_without_an_end_in_utf_16():
    return (table() + "x" * 3_000_000 + "\n01-99999,Nobody\n").encode("utf-16")


@gives()
def a_line_of_commas_above_a_list_without_header():
    return b"x" + b",x" * 4_000 + b"\n" + table().partition("\n")[2].encode()


@gives()
def a_row_too_wide_far_below():
    rows = "01-99999,Nobody\n" * 20_000
    wide = "01-31234,Smith" + ",x" * 700 + "\n"
    return (table() + rows + wide).encode()


@says("columns")
def fifty_long_lines_of_short_cells():
    return (b"ab," * 330_000 + b"\n") * 50


@gives()
def rows_of_five_hundred_cells():
    return (
        table().encode()
        + (b"x" * 19 + b",") * 0
        + b"\n".join([b",".join([b"0123456789abcdefghi"] * 480)] * 5_000)
    )


@says("unpacks to far more")
def a_sheet_of_a_gigabyte():
    out = io.BytesIO(changed(saved(book_with(ROWS)), {"xl/worksheets/sheet1.xml": None}))
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _piece in range(500):
            part.write(b" " * 1_000_000)
    return out.getvalue()


@says("unpacks to far more")
def a_million_parts():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        for number in range(20_000):
            archive.writestr(f"xl/{number:060}", "")
    return out.getvalue()


@says("unpacks to far more")
def styles_of_fifty_megabytes():
    return changed(saved(book_with(ROWS)), {"xl/styles.xml": b"<a>" + b"<b/>" * 12_000_000})


@gives()
def a_row_of_a_million_cells():
    return by_hand(LISTED + "<row>" + "<c><v>1</v></c>" * 16_000 + "</row>")


@gives()
def more_cells_than_a_sheet_has():
    return by_hand(LISTED + "<row>" + "<c/>" * 3_000_000 + "</row>")


@gives()
def a_row_far_below():
    return by_hand(LISTED + '<row r="2000000000"><c><v>1</v></c></row>')


@gives()
def a_cell_of_a_hundred_megabytes():
    text = "x" * 100_000_000
    return by_hand(LISTED + f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>')


@says("damaged or cut off")
def a_document_type_that_grows():
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    return by_hand(LISTED + inline_entity(), f"<!DOCTYPE worksheet [{entities}]>")


def inline_entity() -> str:
    return '<row><c t="inlineStr"><is><t>&a11;</t></is></c></row>'


@gives()
def two_million_shared_texts():
    return with_shared_texts("".join(f"<si><t>{number:07}</t></si>" for number in range(2_000_000)))


@says("unpacks to far more")
def seventy_megabytes_of_shared_texts():
    return with_shared_texts("<si><t>" + "x" * 70_000_000 + "</t></si>")


@gives()
def a_wide_and_long_sheet():
    row = "<row>" + '<c t="inlineStr"><is><t>abcdefghij</t></is></c>' * 200 + "</row>"
    return changed(
        saved(book_with(ROWS)),
        {"xl/worksheets/sheet1.xml": sheet_of(LISTED + row * 2_000)},
    )


@says("unpacks to far more")
def a_directory_that_lies_about_its_length():
    data = bytearray(saved(book_with(ROWS)))
    at = data.rindex(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<L", 2**31)
    return bytes(data)
