"""One page of a list, sorted as the address says: `?sort=-due&page=2`."""

from collections.abc import Mapping, Sequence

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

ROWS_ON_A_PAGE = 25


def page_of(
    request,
    rows: QuerySet | Sequence,
    *,
    sorts: Mapping[str, str] | None = None,
    size: int = ROWS_ON_A_PAGE,
) -> Page:
    """The page that `?page=` asks for; the first or last where it asks for nonsense.

    `sorts`: for each word that `?sort=` may hold the field to order by; another word leaves the
    order that `rows` came in. Only a queryset can be sorted here.
    """
    wanted = request.GET.get("sort", "")
    field = (sorts or {}).get(wanted.removeprefix("-"))
    if field:
        rows = rows.order_by(f"-{field}" if wanted.startswith("-") else field, "pk")
    return Paginator(rows, size).get_page(request.GET.get("page"))
