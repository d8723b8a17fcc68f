"""Planning: what is missing, which events close it, and what a change would mean. Pure."""

from compliance.rules.planning import words
from compliance.rules.planning.attending import Ahead, points_of
from compliance.rules.planning.changing import NO_CHANGE, Change, with_change
from compliance.rules.planning.closing import Part, Step, Suggestion, suggestion
from compliance.rules.planning.days import first_that_help
from compliance.rules.planning.gaps import Gap
from compliance.rules.planning.needs import Need, needs_of
from compliance.rules.planning.offers import Found, Offer, left_of
from compliance.rules.planning.plan import Attended, Planned, planned
from compliance.rules.planning.suggesting import suggest

__all__ = [
    "Ahead",
    "Attended",
    "Change",
    "Found",
    "Gap",
    "NO_CHANGE",
    "Need",
    "Offer",
    "Part",
    "Planned",
    "Step",
    "Suggestion",
    "first_that_help",
    "left_of",
    "needs_of",
    "planned",
    "points_of",
    "suggest",
    "suggestion",
    "with_change",
    "words",
]
