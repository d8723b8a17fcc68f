"""The public directory: which events a search finds, and what emptied it."""

from sessions_events.queries.searching.emptied import beside, emptied_by
from sessions_events.queries.searching.found import for_a_list, matching, ordered
from sessions_events.queries.searching.search import (
    ANYWHERE,
    EMPTY,
    FIELDS,
    FILTERS,
    MOST_WORDS,
    Search,
    cet_like,
    condition_of,
)

__all__ = [
    "ANYWHERE",
    "EMPTY",
    "FIELDS",
    "FILTERS",
    "MOST_WORDS",
    "Search",
    "beside",
    "cet_like",
    "condition_of",
    "emptied_by",
    "for_a_list",
    "matching",
    "ordered",
]
