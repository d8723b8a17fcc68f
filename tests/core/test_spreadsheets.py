"""CSV that no spreadsheet runs."""

import pytest

from cet_portal.core.spreadsheets import csv_lines, safe_cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_what_would_run_is_text(start):
    assert safe_cell(f"{start}SUM(A1)") == f"'{start}SUM(A1)"


@pytest.mark.parametrize("value", ["O'Neil", "01-20001", "", 7, -7, None])
def test_everything_else_stays(value):
    assert safe_cell(value) == value


def test_lines_come_one_by_one_with_a_mark_in_front():
    asked = []

    def rows():
        for number in range(3):
            asked.append(number)
            yield [number, 'Ünal, "A"']

    lines = csv_lines(["number", "name"], rows())
    assert next(lines) == "\ufeffnumber,name\r\n"
    assert asked == []
    assert next(lines) == '0,"Ünal, ""A"""\r\n'
    assert asked == [0]
