"""Does a person meet the requirements of a cycle? From plain values: no database, no clock.

`assess` judges everybody: the statement page, the end-of-cycle report and whatever comes later.
"""

from compliance.rules.assessing import assess
from compliance.rules.facts import Entry, Held, Period, Person, Point
from compliance.rules.months import Run, run_in
from compliance.rules.result import Assessment, NotCountedPoint, Requirement
from compliance.rules.standing import Outlook, Progress, outlook

__all__ = [
    "Assessment",
    "Entry",
    "Held",
    "NotCountedPoint",
    "Outlook",
    "Period",
    "Person",
    "Point",
    "Progress",
    "Requirement",
    "Run",
    "assess",
    "outlook",
    "run_in",
]
