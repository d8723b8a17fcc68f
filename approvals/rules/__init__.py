"""What an application needs, what changed between rounds, what a decision needs: pure."""

from approvals.rules.deciding import AudienceOutcome, Judged, against
from approvals.rules.differences import Difference, differences
from approvals.rules.problems import Problem, errors, problems, state_of
from approvals.rules.sections import FIELDS, section_of

__all__ = [
    "FIELDS",
    "AudienceOutcome",
    "Difference",
    "Judged",
    "Problem",
    "against",
    "differences",
    "errors",
    "problems",
    "section_of",
    "state_of",
]
