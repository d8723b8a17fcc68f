"""An uploaded file becomes rows, or a sentence."""

import gc
import io
from contextlib import suppress
from dataclasses import dataclass
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cet_portal.core.reading.lines import Unreadable
from cet_portal.core.reading.records import DELIMITERS
from sessions_events.rules.files import MOST_BYTES, read_text
from sessions_events.rules.files import read_file as read
from sessions_events.rules.headings import Field
from sessions_events.rules.tables import MOST_ROWS, UnknownColumns


@dataclass
class Sheet:
    """A table with its rows read: line, number and surname of each."""

    rows: tuple[tuple[int, str, str], ...]
    note: str


def read_file(data: bytes, **options) -> Sheet:
    found = read(io.BytesIO(data), **options)
    return Sheet(tuple((row.line, row.number, row.surname) for row in found.rows), found.note)


ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "utf-32-be",
    "cp1252",
    "latin-1",
    "mac_roman",
)
PEOPLE = (("01-20001", "Müller"), ("D-12345", "O'Neil-Ünal"), ("01-20003", "Smith"))


def table(people=PEOPLE, *, header=("GOC number", "Surname"), delimiter=",", newline="\n") -> str:
    lines = [header, *people] if header else people
    return newline.join(delimiter.join(cells) for cells in lines) + newline


def pairs(sheet):
    return [(number, surname) for _line, number, surname in sheet.rows]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_every_delimiter_encoding_and_line_end_gives_the_same_rows(delimiter, encoding, newline):
    data = table(delimiter=delimiter, newline=newline).encode(encoding)

    sheet = read_file(data)

    assert sheet.rows == tuple((line, *person) for line, person in enumerate(PEOPLE, start=2))


@pytest.mark.parametrize(
    "header",
    [
        ("GOC number", "Surname"),
        ("Registration number", "Last name"),
        ("registration no.", "FAMILY NAME"),
        ("GOC No", "Surname (as registered)"),
        ("Number", "surname"),
        ("  Reg_Number ", '"Last Name"'),
    ],
)
def test_header_in_several_spellings_and_any_order(header):
    there = read_file(table(header=header).encode())
    back = read_file(table([p[::-1] for p in PEOPLE], header=header[::-1]).encode())

    assert pairs(there) == pairs(back) == list(PEOPLE)
    assert there.note == ""


def test_without_header_columns_are_guessed_and_it_is_said():
    sheet = read_file(b"Marsh;01-20001\nJones;01-20002\n")

    assert sheet.rows == ((1, "01-20001", "Marsh"), (2, "01-20002", "Jones"))
    assert "no header" in sheet.note
    assert "column 2" in sheet.note


def test_two_of_two_hundred_columns_are_found():
    header = [f"Question {n}" for n in range(200)]
    header[17], header[150] = "Surname", "GOC number"
    row = [str(n) for n in range(200)]
    row[17], row[150] = "Marsh", "01-20001"

    sheet = read_file("\n".join([",".join(header), ",".join(row)]).encode())

    assert sheet.rows == ((2, "01-20001", "Marsh"),)


def test_two_hundred_columns_without_the_two_are_refused():
    data = ",".join(f"Question {n}" for n in range(200)) + "\n" + ",".join(["x"] * 200)

    with pytest.raises(Unreadable, match="registration numbers"):
        read_file(data.encode())


@pytest.mark.parametrize(
    "data, words",
    [
        (b"", "empty"),
        (b"\r\n \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "PNG picture"),
        (b"\xff\xd8\xff\xe0JFIF", "JPEG picture"),
        (b"%PDF-1.7\n%x", "PDF document"),
        (b"PK\x03\x04....xl/workbook.xml", "damaged or cut off Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b'<svg xmlns="http://www.w3.org/2000/svg">', "picture"),
        (b"\x01\x00\x00\x02\x00\x00" * 50, "not text"),
        (b"GOC number,Surname\n", "no rows below"),
        (b"GOC number,Forename\n01-20001,Ann\n", "no column for the surname"),
        (b"Surname,Forename\nMarsh,Ann\n", "no column for the registration number"),
        (b"Ann,Marsh\nBob,Jones\n", "No column with registration numbers"),
        (b"01-20001\n01-20002\n", "No column with surnames"),
        (b"01-20001,Ann,Marsh\n01-20002,Bob,Jones\n", "more than one column"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(data, words):
    with pytest.raises(Unreadable, match=words):
        read_file(data)


def test_too_many_rows_are_refused_and_the_most_are_taken():
    def people(count):
        return table([(f"01-{20_000 + n}", "Marsh") for n in range(count)]).encode()

    with pytest.raises(Unreadable, match="more than 100,000 rows"):
        read_file(people(MOST_ROWS + 1))
    assert len(read_file(people(MOST_ROWS)).rows) == MOST_ROWS


@pytest.mark.parametrize(
    "data, words",
    [
        (b"a" + b"," * 10_000 + b"a\n" + b"a\n" * 50_000, "Line 1 has 10,001 columns"),
        (b"GOC number,Surname\n01-20001,Marsh" + b",x" * 600, "Line 2 has 602 columns"),
        (b"GOC number,Surname\n" + b"a,b\n" * 100_001, "more than 100,000 rows"),
        (b"GOC number,Surname\n" + b"\n" * 1_100_000 + b"a,b\n", "more than 1,048,576 lines"),
        (b"GOC number,Surname\n" + b"a" * 1_200_000, "longer than a million characters"),
    ],
    ids=["wide and long", "wide", "long", "blank", "endless"],
)
def test_what_is_too_wide_or_too_long_is_said_once(data, words):
    with pytest.raises(Unreadable, match=words):
        read_file(data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"a" + b"," * 10_000 + b"a\n" + b"a\n" * 490_000, id="wide and long"),
        pytest.param(b"," * 990_000, id="one line of commas"),
        pytest.param(b"a" + b"\n" * 990_000, id="blank lines"),
        pytest.param((b"," * 498 + b"a\n") * 1_990, id="as many cells as may be"),
        pytest.param(b"AB" + b" " * 990_000 + b"x", id="one long cell"),
        pytest.param(b'"a\n' * 330_000, id="quotes that never close"),
        pytest.param(b"01-20001,M\xfcller\n" * 58_000, id="not UTF-8"),
        pytest.param(bytes(range(128, 256)) * 7_800, id="hardly text"),
        pytest.param(("a,\n" * 160_000).encode("utf-16"), id="UTF-16"),
        pytest.param(b"\n".join([b'"' + b"a" * 19_000] * 50), id="long lines that never close"),
        pytest.param(b"a 1 " * 250_000, id="one line of words"),
    ],
)
def test_any_file_is_judged_quickly(data):
    """What a megabyte costs grows with its size, not with rows times columns."""
    assert len(data) <= MOST_BYTES
    gc.freeze()  # what other tests have left is none of this file's cost
    before = process_time()

    with suppress(Unreadable):
        read_file(data)

    taken = process_time() - before
    gc.unfreeze()
    assert taken < 2


def test_a_header_in_the_middle_is_no_row():
    sheet = read_file(b"GOC number,Surname\n01-20001,Marsh\nGOC Number,Last name\n01-20002,Jones\n")

    assert sheet.rows == ((2, "01-20001", "Marsh"), (4, "01-20002", "Jones"))


def test_a_second_list_below_the_first_may_have_its_columns_elsewhere():
    sheet = read_file(b"GOC number,Surname\n01-20001,Marsh\nLast name,GOC No\nJones,01-20002\n")

    assert sheet.rows == ((2, "01-20001", "Marsh"), (4, "01-20002", "Jones"))


def test_people_above_a_late_header_are_no_titles():
    sheet = read_file(b"Leeds evening,\n01-20001,Marsh\nGOC number,Surname\n01-20002,Jones\n")

    assert sheet.rows == ((2, "01-20001", "Marsh"), (4, "01-20002", "Jones"))


def test_the_surer_of_two_headings_is_taken():
    data = b"Registration ID,Previous surname,GOC number,Surname\n7,Old,01-20001,Marsh\n"

    assert pairs(read_file(data)) == [("01-20001", "Marsh")]


def test_headings_that_the_provider_explained_once_are_known():
    data = b"Kennung,Familie\n01-20001,Marsh\n"

    sheet = read_file(data, remembered={"kennung": "number", "familie": "surname"})

    assert pairs(sheet) == [("01-20001", "Marsh")]


def test_somebody_says_which_column_is_which():
    data = b"Ann,Marsh,01-20001\nBob,Jones,01-20002\n"
    with pytest.raises(UnknownColumns) as unknown:
        read_file(data)

    sheet = read_file(data, layout={Field.NUMBER: 2, Field.SURNAME: 1})

    assert unknown.value.records[0] == ["Ann", "Marsh", "01-20001"]
    assert pairs(sheet) == [("01-20001", "Marsh"), ("01-20002", "Jones")]


def test_completion_day_role_and_interactive_part_are_read():
    data = (
        b"GOC number,Surname,Completed on,Role,Interactive part completed\n"
        b"01-20001,Marsh,31/12/2026,Facilitator (table 2),Yes\n"
        b"01-20002,Jones,,delegate,no - left early\n"
        b"01-20003,Smith,,not a facilitator,n/a\n"
    )

    rows = list(read(io.BytesIO(data)).rows)

    assert [row.completed for row in rows] == ["31/12/2026", "", ""]
    assert [row.part for row in rows] == ["FACILITATOR", "PARTICIPANT", "PARTICIPANT"]
    assert [row.interactive for row in rows] == [True, False, True]


@pytest.mark.parametrize(
    "text",
    [
        "01-20001\tMarsh\n01-20002\tJones\n",
        "01-20001 Marsh\n01-20002 Jones\n",
        "Marsh: 01-20001\nJones: 01-20002\n",
        "GOC number   Surname\n01-20001     Marsh\n01-20002     Jones",
    ],
)
def test_a_pasted_table_needs_no_separator(text):
    assert [(row.number, row.surname) for row in read_text(text).rows] == [
        ("01-20001", "Marsh"),
        ("01-20002", "Jones"),
    ]


def test_a_cell_that_is_cut_matches_nobody():
    data = b"GOC number,Surname\n01-20001,Marsh" + b" " * 300 + b"Jones\n"

    assert read_file(data).rows[0][2].endswith("\u2026")


def test_what_cannot_be_seen_does_not_count():
    data = "GOC number,Surname\n\u200b01\u00ad-20001\u2060,\u202aMarsh\u202c\n".encode()

    assert pairs(read_file(data)) == [("01-20001", "Marsh")]


def test_blank_lines_are_skipped_and_line_numbers_stay():
    sheet = read_file(b"GOC number,Surname\n\n01-20001,Marsh\n,,\n\n01-20002,Jones\n")

    assert sheet.rows == ((3, "01-20001", "Marsh"), (6, "01-20002", "Jones"))


def test_a_title_above_the_header_does_no_harm():
    sheet = read_file(b"Attendance Leeds,,\nGOC number,Forename,Surname\n01-20001,Ann,Marsh\n")

    assert sheet.rows == ((3, "01-20001", "Marsh"),)


def test_a_separator_hint_of_excel_is_understood():
    assert pairs(read_file(b"sep=;\nGOC number;Surname\n01-20001;Marsh\n")) == [
        ("01-20001", "Marsh")
    ]


@pytest.mark.parametrize(
    "spoilt", ['01-20009,"Unclosed', '"01-20009,Unclosed', '01-20009,Un"closed"x"']
)
def test_unbalanced_quotes_cost_no_other_row(spoilt):
    data = f"GOC number,Surname\n01-20001,Marsh\n{spoilt}\n01-20002,Jones\n01-20003,Smith\n"

    found = pairs(read_file(data.encode()))

    assert [pair for pair in found if "closed" not in pair[1]] == [
        ("01-20001", "Marsh"),
        ("01-20002", "Jones"),
        ("01-20003", "Smith"),
    ]


def test_a_quoted_cell_may_hold_line_ends_and_counts_as_one_line():
    data = b'GOC number,Surname,Address\n01-20001,Marsh,"High Street\nLeeds"\n01-20002,Jones,x\n'

    assert read_file(data).rows == ((2, "01-20001", "Marsh"), (3, "01-20002", "Jones"))


def test_nul_bytes_spoil_their_row_alone():
    data = b"GOC number,Surname\n01-20001,Mar\x00sh\n01-20002,Jones\x00\n"

    assert read_file(data).rows == ((2, "01-20001", "Mar\ufffdsh"), (3, "01-20002", "Jones"))


def test_formulas_are_left_as_text():
    data = b'GOC number,Surname\n"=HYPERLINK(""http://x"",""y"")",Marsh\n01-20002,@SUM(A1)\n'

    assert read_file(data).rows == (
        (2, '=HYPERLINK("http://x","y")', "Marsh"),
        (3, "01-20002", "@SUM(A1)"),
    )


good = st.tuples(
    st.integers(10_000, 99_999).map(lambda n: f"01-{n}"),
    st.sampled_from(["Marsh", "Müller", "O'Neil", "de Souza", "Ünal-Smith", "Ó Briain"]),
)
bad = st.sampled_from(
    ['"', "x", ",", '01-2,"', "=1+1,@SUM(A1)", "\x00", "Total: 12,", ",Jones", "01-20001", '"",""']
)


@given(st.lists(st.one_of(good.map(lambda p: ("good", p)), bad.map(lambda b: ("bad", b)))))
def test_any_mixture_keeps_every_good_row(rows):
    lines = [",".join(row) if kind == "good" else row for kind, row in rows]
    wanted = [row for kind, row in rows if kind == "good"]

    try:
        found = pairs(read_file("\n".join(["GOC number,Surname", *lines]).encode()))
    except Unreadable:
        found = []

    assert [row for row in found if row in wanted] == wanted


@given(
    st.lists(good, min_size=1, max_size=40),
    st.sampled_from(DELIMITERS),
    st.sampled_from(ENCODINGS[:5]),
    st.booleans(),
)
def test_delimiter_and_encoding_never_change_the_rows(people, delimiter, encoding, crlf):
    data = table(people, delimiter=delimiter, newline="\r\n" if crlf else "\n").encode(encoding)

    assert pairs(read_file(data)) == people


@given(st.binary(max_size=400))
def test_any_bytes_give_rows_or_a_sentence(data):
    try:
        rows, sentence = read_file(data).rows, ""
    except Unreadable as unreadable:
        rows, sentence = (), str(unreadable)

    assert bool(rows) is not bool(sentence)
    assert "\x00" not in "".join(number + surname for _line, number, surname in rows)
