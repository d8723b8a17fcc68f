"""What follows a cycle, in sets: late points settled, names and specialties removed."""

from compliance.services.outcomes.acting import carry_out, resume_act
from compliance.services.outcomes.beginning import begin_late, begin_removal
from compliance.services.outcomes.correcting import (
    correct_restoration,
    preview_restoration,
    take_back_restoration,
)
from compliance.services.outcomes.restoring import check_restoration, restore

__all__ = [
    "begin_late",
    "begin_removal",
    "carry_out",
    "check_restoration",
    "correct_restoration",
    "preview_restoration",
    "restore",
    "resume_act",
    "take_back_restoration",
]
