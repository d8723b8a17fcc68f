"""One page of a list, sorted as the address says: `?sort=-due&page=2`."""

from collections.abc import Mapping, Sequence

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

ROWS_ON_A_PAGE = 25


def in_order(request, rows: QuerySet, sorts: Mapping[str, str], *, then: str = "pk") -> QuerySet:
    """`rows` as `?sort=` asks, equal ones by `then`; another word leaves the order they came in.

    `sorts`: for each word that `?sort=` may hold the field to order by.
    """
    wanted = request.GET.get("sort", "")
    field = sorts.get(wanted.removeprefix("-"))
    if field is None:
        return rows
    return rows.order_by(f"-{field}" if wanted.startswith("-") else field, then)


def page_of(
    request,
    rows: QuerySet | Sequence,
    *,
    sorts: Mapping[str, str] | None = None,
    size: int = ROWS_ON_A_PAGE,
    known: int | None = None,
) -> Page:
    """The page that `?page=` asks for; the first or last where it asks for nonsense.

    Only a queryset can be sorted here (see `in_order`). `known`: how many rows there are, where
    they were counted before.
    """
    if sorts and isinstance(rows, QuerySet):
        rows = in_order(request, rows, sorts)
    pages = Paginator(rows, size)
    if known is not None:
        pages.count = known
    return pages.get_page(request.GET.get("page"))
