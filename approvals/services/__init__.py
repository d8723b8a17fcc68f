"""Writes: drafts, the exchange with the approver, decisions."""

from approvals.services.decisions import (
    approve,
    ask_information,
    reject,
    reject_unanswered,
    take,
)
from approvals.services.drafts import (
    EditedMeanwhile,
    answer,
    create_draft,
    save_section,
    submit,
    withdraw,
)

__all__ = [
    "EditedMeanwhile",
    "answer",
    "approve",
    "ask_information",
    "create_draft",
    "reject",
    "reject_unanswered",
    "save_section",
    "submit",
    "take",
    "withdraw",
]
