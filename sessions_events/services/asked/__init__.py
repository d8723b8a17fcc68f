"""What registrants ask for: peer review that they lead, and CET outside the UK.

Both run under a provider of the GOC's own, by the ordinary services: application, session and
event once approved; declaration and upload once confirmed (domain.md 2, tenant rule 6).
"""

from sessions_events.services.asked.deciding import lapse_asked, refuse_asked, withdraw_asked
from sessions_events.services.asked.evidence import (
    confirm_evidence,
    say_not_attended,
    say_not_shown,
    send_back_evidence,
    send_evidence,
)
from sessions_events.services.asked.joining import follow_person
from sessions_events.services.asked.overseas import approve_non_uk, ask_non_uk, ask_non_uk_again
from sessions_events.services.asked.reminding import remind_asker
from sessions_events.services.asked.review_after import (
    cancel_review,
    confirm_review,
    release_review,
    say_review_not_held,
    turn_down_review,
)
from sessions_events.services.asked.reviews import approve_review, ask_review, ask_review_again

__all__ = [
    "approve_non_uk",
    "approve_review",
    "ask_non_uk",
    "ask_non_uk_again",
    "ask_review",
    "ask_review_again",
    "cancel_review",
    "confirm_evidence",
    "confirm_review",
    "follow_person",
    "lapse_asked",
    "refuse_asked",
    "release_review",
    "remind_asker",
    "say_not_attended",
    "say_review_not_held",
    "say_not_shown",
    "send_back_evidence",
    "send_evidence",
    "turn_down_review",
    "withdraw_asked",
]
