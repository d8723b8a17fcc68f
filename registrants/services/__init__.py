"""Writes of registrants."""

from registrants.services.accepting import accept, accept_all, accept_lines
from registrants.services.assisting import (
    Correction,
    accept_for,
    correct_for,
    decline_for,
    query_for,
    record_request,
)
from registrants.services.instructing import (
    accept_by_instruction,
    end_instruction,
    give_instruction,
    mark_event,
    unmark_event,
)
from registrants.services.joining import (
    join_by_number,
    join_people,
)
from registrants.services.ledger import (
    Occasion,
    PointOffer,
    keep_late,
    lapse,
    offer_points,
    reverse,
)
from registrants.services.objecting import decline_lines, drop_query, query_line
from registrants.services.opening import (
    answer_requests,
    ask_for_account,
    find_answer,
    forget_requests,
    open_with_account,
    open_with_password,
)
from registrants.services.register import (
    add_specialty,
    change_surname,
    connect_account,
    enter_on_register,
)
from registrants.services.writing import keep_learning, remove_learning, write_reflection

__all__ = [
    "Correction",
    "accept_for",
    "correct_for",
    "decline_for",
    "query_for",
    "record_request",
    "join_by_number",
    "join_people",
    "answer_requests",
    "ask_for_account",
    "find_answer",
    "forget_requests",
    "open_with_account",
    "open_with_password",
    "Occasion",
    "PointOffer",
    "accept",
    "accept_all",
    "accept_by_instruction",
    "accept_lines",
    "add_specialty",
    "change_surname",
    "connect_account",
    "decline_lines",
    "drop_query",
    "end_instruction",
    "enter_on_register",
    "give_instruction",
    "keep_late",
    "keep_learning",
    "lapse",
    "mark_event",
    "offer_points",
    "query_line",
    "remove_learning",
    "reverse",
    "unmark_event",
    "write_reflection",
]
