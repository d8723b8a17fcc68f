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
from compliance.services.plans import join_plans, remove_plan, save_plan

__all__ = [
    "add_file",
    "close_documents",
    "count_figures",
    "dismiss",
    "join_people",
    "join_plans",
    "lodge",
    "preview_uphold",
    "remove_plan",
    "save_plan",
    "send",
    "tell_late",
    "tell_of_lapsed",
    "uphold",
    "withdraw",
]
