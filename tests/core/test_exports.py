"""Any list as a CSV file."""

import csv
import io
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.utils.translation import gettext_lazy

from cet_portal.core import exports
from cet_portal.core.models import BankHoliday
from tests.core.test_templatetags import render


def cells_of(columns, rows):
    response = exports.csv_response("list", columns, rows)
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


@pytest.mark.parametrize(
    "value, cell",
    [
        (date(2026, 7, 1), "2026-07-01"),
        (datetime(2026, 7, 1, 16, 30, tzinfo=UTC), "2026-07-01 17:30"),
        (True, "yes"),
        (False, "no"),
        (None, ""),
        (gettext_lazy("Draft"), "Draft"),
        (lambda: "=1+1", "'=1+1"),
        ('Ünal, "A"\nB', 'Ünal, "A"\nB'),
        (-7, "-7"),
    ],
)
def test_a_cell_holds(value, cell):
    row = SimpleNamespace(deep=SimpleNamespace(value=value))

    assert cells_of([("Word", "deep.value")], [row]) == [["Word"], [cell]]


def test_the_file_is_a_private_download_in_utf_8_with_its_mark():
    response = exports.csv_response("événements", [(gettext_lazy("Number"), str)], [1])

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert b"".join(response.streaming_content) == b"\xef\xbb\xbfNumber\r\n1\r\n"


@pytest.mark.django_db
def test_a_query_is_read_once_while_it_is_sent(django_assert_num_queries):
    rows = BankHoliday.objects.order_by("date")
    BankHoliday.objects.bulk_create(
        BankHoliday(division="nowhere", date=date(1900 + number, 5, 1), name="May")
        for number in range(60)
    )

    with django_assert_num_queries(0):
        response = exports.csv_response("days", [("Day", "date")], rows.filter(name="May"))
    with django_assert_num_queries(1):
        lines = list(response.streaming_content)

    assert len(lines) == 61


@pytest.mark.parametrize("query, wanted", [({}, False), ({"format": "csv"}, True)])
def test_a_file_is_wanted_only_where_the_address_says_so(query, wanted):
    assert exports.wanted(RequestFactory().get("/list/", query)) is wanted


def test_the_link_keeps_filters_and_order_and_drops_the_page():
    request = RequestFactory().get("/list/", {"status": "DRAFT", "sort": "-due", "page": "2"})

    html = render('{% include "_components/export.html" %}', request=request)

    assert 'href="?status=DRAFT&amp;sort=-due&amp;format=csv"' in html
