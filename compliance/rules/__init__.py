"""Does a person meet the requirements of a cycle? From plain values: no database, no clock.

`assess` judges everybody: the statement page, the end-of-cycle report and whatever comes later.
"""

from compliance.rules.assessing import assess
from compliance.rules.choosing import Choice, Effect, choice_of, effects_of, reflected, taken
from compliance.rules.facts import Entry, Held, Period, Person, Point, Voluntary, changed
from compliance.rules.figures import (
    Figures,
    MonthMethod,
    figures_as_plain,
    figures_from_plain,
    figures_of,
)
from compliance.rules.months import Run, run_in
from compliance.rules.result import Assessment, NotCountedPoint, Requirement
from compliance.rules.standing import Outlook, Progress, outlook

__all__ = [
    "Assessment",
    "Choice",
    "Effect",
    "Entry",
    "Figures",
    "Held",
    "MonthMethod",
    "NotCountedPoint",
    "Outlook",
    "Period",
    "Person",
    "Point",
    "Progress",
    "Requirement",
    "Run",
    "Voluntary",
    "assess",
    "changed",
    "choice_of",
    "effects_of",
    "figures_as_plain",
    "figures_from_plain",
    "figures_of",
    "outlook",
    "reflected",
    "run_in",
    "taken",
]
