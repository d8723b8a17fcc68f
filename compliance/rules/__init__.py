"""Does a person meet the requirements of a cycle? From plain values: no database, no clock.

`assess` judges everybody: the statement page, the end-of-cycle report and whatever comes later.
"""

from compliance.rules.assessing import assess
from compliance.rules.facts import Entry, Held, Period, Person, Point
from compliance.rules.result import Assessment, NotCountedPoint, Requirement

__all__ = [
    "Assessment",
    "Entry",
    "Held",
    "NotCountedPoint",
    "Period",
    "Person",
    "Point",
    "Requirement",
    "assess",
]
