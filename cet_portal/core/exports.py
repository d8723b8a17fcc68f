"""A list as a CSV file: `?format=csv` behind the address of any list.

The file holds all rows that the filters leave, in the order of the list, not only the page
shown; templates/_components/export.html links to it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from cet_portal.core.clock import LONDON
from cet_portal.core.spreadsheets import csv_lines

# The heading of a column, and what stands in it: an attribute of the row ("application.title",
# "get_status_display") or a function of it.
Column = tuple[str | Promise, str | Callable[[Any], object]]
ROWS_AT_ONCE = 1000


def wanted(request) -> bool:
    """True if the address asks for the list as a file."""
    return request.GET.get("format") == "csv"


def csv_response(name: str, columns: Sequence[Column], rows: Iterable) -> StreamingHttpResponse:
    """`rows` as the download `name`.csv, sent while it is read: a long list is never held.

    Dates are written as in ISO 8601, instants as London time, True and False as yes and no.
    """
    header = [str(label) for label, _value in columns]
    values = [attrgetter(value) if isinstance(value, str) else value for _label, value in columns]
    lines = csv_lines(header, ([_cell(value(row)) for value in values] for row in _each(rows)))
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(True, f"{name}.csv"),
            "Cache-Control": "private, no-store",
        },
    )


def _each(rows: Iterable) -> Iterator:
    if isinstance(rows, QuerySet):
        return rows.iterator(chunk_size=ROWS_AT_ONCE)
    return iter(rows)


def _cell(value: object) -> object:
    if callable(value):
        value = value()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        london = value.astimezone(LONDON).replace(tzinfo=None)
        return london.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Promise):
        return str(value)
    return value
