"""Writes of compliance."""

from compliance.services.disputes import (
    add_file,
    close_documents,
    dismiss,
    join_people,
    lodge,
    preview_uphold,
    send,
    tell_late,
    uphold,
    withdraw,
)
from compliance.services.ending import tell_of_lapsed
from compliance.services.figures import count_figures
from compliance.services.nightly import count_at_night
from compliance.services.uptake import count_uptake
from compliance.services.weeks import count_last_week, reckon_weeks

__all__ = [
    "add_file",
    "close_documents",
    "count_at_night",
    "count_figures",
    "count_last_week",
    "count_uptake",
    "dismiss",
    "join_people",
    "lodge",
    "preview_uphold",
    "reckon_weeks",
    "send",
    "tell_late",
    "tell_of_lapsed",
    "uphold",
    "withdraw",
]
