"""Many rows at once: whatever a value holds comes out of the table as it went in."""

import json
from datetime import UTC, date, datetime

import psycopg2
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cet_portal.core.copying import copy_long_rows, copy_rows

COLUMNS = ("words", "cells", "detail", "figure", "yes", "day", "at")
TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)
AWKWARD = st.sampled_from(["\\", "\\N", "\t", "\n", "\r\n", '"', '\\"', "a\tb", "{}", ",", "'", ""])
WORDS = TEXTS | AWKWARD
ROWS = st.tuples(
    st.none() | WORDS,
    st.lists(WORDS, max_size=4),
    st.dictionaries(WORDS, WORDS | st.integers(0, 9), max_size=3),
    st.none() | st.integers(-(2**31), 2**31),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
)


def kept(rows):
    """The rows as the database gives them back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE copied (number serial, words text, cells text[], detail jsonb,"
            " figure bigint, yes boolean, day date, at timestamptz)"
        )
        copy_rows("copied", COLUMNS, rows)
        cursor.execute(f"SELECT {', '.join(COLUMNS)}, detail::text FROM copied ORDER BY number")
        found = cursor.fetchall()
        cursor.execute("DROP TABLE copied")
    return found


class AnyRows(TestCase):
    @given(st.lists(ROWS, max_size=8))
    def test_come_out_as_they_went_in(self, rows):
        found = kept(rows)

        assert [(*row[:2], json.loads(row[7]), *row[3:7]) for row in found] == rows


@pytest.mark.django_db
def test_lists_and_tuples_are_arrays():
    row = ("a", ("b", "c"), {}, 1, True, date(2026, 1, 2), datetime(2026, 1, 2, tzinfo=UTC))

    assert kept([row])[0][1] == ["b", "c"]


@pytest.mark.django_db
def test_more_rows_than_one_copy_holds_stay_in_order():
    day, at = date(2026, 1, 2), datetime(2026, 1, 2, tzinfo=UTC)

    found = kept((str(n), [], {}, n, False, day, at) for n in range(12_345))

    assert [row[3] for row in found] == list(range(12_345))


LONG_COLUMNS = ("words", "figure", "yes", "years")
LONG_ROWS = st.tuples(
    st.none() | WORDS,
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.none() | st.booleans(),
    st.none() | st.lists(st.integers(-(2**15), 2**15 - 1), max_size=4).map(tuple),
)


def kept_long(rows):
    """The same for rows in the binary form."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE long_ones (number serial, words text, figure bigint,"
            " yes boolean, years smallint[])"
        )
        copy_long_rows("long_ones", LONG_COLUMNS, rows)
        cursor.execute(f"SELECT {', '.join(LONG_COLUMNS)} FROM long_ones ORDER BY number")
        found = [
            (*row, None if years is None else tuple(years)) for *row, years in cursor.fetchall()
        ]
        cursor.execute("DROP TABLE long_ones")
    return found


class AnyLongRows(TestCase):
    @given(st.lists(LONG_ROWS, max_size=8))
    def test_come_out_as_they_went_in(self, rows):
        assert kept_long(rows) == rows


@pytest.mark.django_db
def test_rows_longer_than_what_is_handed_over_at_a_time_are_whole():
    rows = [(chr(65 + n % 20) * 50_000, n, n % 2 == 0, None) for n in range(20)]

    assert kept_long(rows) == rows


@pytest.mark.django_db
def test_a_day_has_no_binary_form_here():
    with pytest.raises(psycopg2.Error, match="date"):
        kept_long([("a", date(2026, 1, 2), True, None)])
