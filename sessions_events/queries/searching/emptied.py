"""What to leave out of a search that finds nothing, and what it leaves out unsaid."""

from dataclasses import replace
from itertools import combinations
from typing import Any

from django.db.models import BooleanField, Case, Count, QuerySet, When

from sessions_events.enums import Attendance
from sessions_events.queries.searching.found import matching, measured
from sessions_events.queries.searching.search import (
    ANYWHERE,
    FILTERS,
    HOW,
    Search,
    all_of,
    in_region,
    near_place,
)


def emptied_by(events: QuerySet, search: Search) -> list[tuple[tuple[str, ...], int]]:
    """For a search that finds nothing: which filters to leave out, and how many are found then.

    Single filters; if none helps, pairs; if none helps either, all of them. In one query: each
    event is asked once which filters it fits, and those that fit the same are counted together.
    """
    active = search.active
    alike = _by_what_they_fit(events, search)
    for size in sorted({1, 2, len(active)}):
        found = []
        for names in combinations(active, size):
            kept = search.without(*names)
            wanted = {_fits(name, kept) for name in kept.active}
            count = sum(row["events"] for row in alike if all(row[fits] for fits in wanted))
            if count:
                found.append((names, count))
        if found:
            return found
    return []


def _by_what_they_fit(events: QuerySet, search: Search) -> list[dict[str, Any]]:
    """How many events fit the same of the filters."""
    flags = {}
    # Interactive points are asked of the audience, so without that filter it is another question.
    for each in (search, search.without("audience")):
        for name in each.active:
            fits = FILTERS[name](each)
            flags[_fits(name, each)] = Case(
                When(fits, then=True), default=False, output_field=BooleanField()
            )
    if not flags:
        return []
    rows = measured(events, search).order_by().annotate(**flags).values(*flags)
    return list(rows.annotate(events=Count("pk")))


def _fits(name: str, search: Search) -> str:
    of = f"_of_{search.audience}".lower() if name == "interactive" and search.audience else ""
    return f"fits_{name}{of}"


def beside(events: QuerySet, search: Search) -> dict[str, int]:
    """What a search by place leaves out without saying "not there", in one query.

    `anywhere`: can be followed from everywhere, online or as distance learning. `unplaced`,
    `unregioned`: take place somewhere that is not known.
    """
    if "place" not in search.active and "region" not in search.active:
        return {}
    if search.how not in ("", Attendance.VENUE):
        return {}
    active, counts = search.active, {}
    if not search.how:
        counts["anywhere"] = ANYWHERE
    if "place" in active:
        counts["unplaced"] = all_of(HOW[Attendance.UNPLACED], in_region(search))
    if "region" in active:
        counts["unregioned"] = all_of(HOW[Attendance.UNREGIONED], near_place(search))
    rest = replace(search.without("place", "region"), place=search.place)
    found = matching(events, rest).order_by()
    counted = found.aggregate(
        **{name: Count("pk", filter=condition) for name, condition in counts.items()}
    )
    return {name: count for name, count in counted.items() if count}
