"""Reads of cases about points."""

from sessions_events.queries.cases.attending import MOST_FOUND, attended, attended_numbered
from sessions_events.queries.cases.declined import declined_of, number_declined
from sessions_events.queries.cases.due import due_from, to_pass_on, to_remind, to_tell_late
from sessions_events.queries.cases.lists import (
    ANSWERS,
    MOST_WORDS,
    case,
    case_list,
    cases_visible_to,
    counts,
    files_visible_to,
    messages_of,
)
from sessions_events.queries.cases.waiting import (
    cases_about,
    number_open,
    open_about,
    open_about_lines,
    open_case_of,
    open_of,
    to_dispute,
    with_staff,
    with_the_provider,
)

__all__ = [
    "ANSWERS",
    "MOST_FOUND",
    "MOST_WORDS",
    "attended",
    "attended_numbered",
    "case",
    "case_list",
    "cases_about",
    "cases_visible_to",
    "counts",
    "declined_of",
    "due_from",
    "files_visible_to",
    "messages_of",
    "number_declined",
    "number_open",
    "open_about",
    "open_about_lines",
    "open_case_of",
    "open_of",
    "to_dispute",
    "to_pass_on",
    "to_remind",
    "to_tell_late",
    "with_staff",
    "with_the_provider",
]
