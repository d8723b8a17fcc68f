"""Does a person meet the requirements of a cycle? From plain values: no database, no clock.

`assess` judges everybody: the statement page, the end-of-cycle report and whatever comes later.
"""

from compliance.rules.assessing import assess
from compliance.rules.choosing import Choice, Effect, choice_of, taken
from compliance.rules.facts import Entry, Held, Period, Person, Point
from compliance.rules.months import Run, run_in
from compliance.rules.owed import Owed, contact_lens_owed
from compliance.rules.result import Assessment, NotCountedPoint, Requirement
from compliance.rules.standing import Outlook, Progress, outlook

__all__ = [
    "Owed",
    "contact_lens_owed",
    "Assessment",
    "Choice",
    "Effect",
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
    "choice_of",
    "outlook",
    "run_in",
    "taken",
]
