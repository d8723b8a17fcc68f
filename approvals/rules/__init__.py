"""What an application needs, what changed between rounds, what a decision needs: pure."""

from approvals.rules.deciding import AudienceOutcome, Judged, Sentence, against
from approvals.rules.differences import Difference, differences
from approvals.rules.interactivity import ASKED_FOR_GROUND, is_interactive
from approvals.rules.opened import overtaken
from approvals.rules.points import guide
from approvals.rules.problem import Problem, Reference, Values
from approvals.rules.problems import errors, problems
from approvals.rules.remarking import PointsGuide, remarks
from approvals.rules.reminding import LATE, Reminder, reminders, step_of
from approvals.rules.sections import FIELDS
from approvals.rules.states import as_submitted, asked, contradictions, state_of

__all__ = [
    "is_interactive",
    "guide",
    "contradictions",
    "as_submitted",
    "asked",
    "Reference",
    "ASKED_FOR_GROUND",
    "FIELDS",
    "LATE",
    "AudienceOutcome",
    "Difference",
    "Judged",
    "PointsGuide",
    "Problem",
    "Reminder",
    "Sentence",
    "Values",
    "against",
    "differences",
    "errors",
    "overtaken",
    "problems",
    "remarks",
    "reminders",
    "state_of",
    "step_of",
]
