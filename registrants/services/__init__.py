"""Writes of registrants."""

from registrants.services.accepting import accept, accept_all, accept_lines
from registrants.services.importing import (
    PATIENCE,
    ask_second,
    confirm_import,
    discard_import,
    read_import_in_background,
    read_import_now_or_later,
    receive_register,
    resume_import,
    take_over,
    take_over_in_background,
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
from registrants.services.register import (
    add_specialty,
    change_surname,
    connect_account,
    enter_on_register,
)

__all__ = [
    "PATIENCE",
    "Occasion",
    "PointOffer",
    "accept",
    "accept_all",
    "accept_lines",
    "add_specialty",
    "ask_second",
    "change_surname",
    "confirm_import",
    "connect_account",
    "decline_lines",
    "discard_import",
    "drop_query",
    "enter_on_register",
    "keep_late",
    "lapse",
    "offer_points",
    "query_line",
    "read_import_in_background",
    "read_import_now_or_later",
    "receive_register",
    "resume_import",
    "reverse",
    "take_over",
    "take_over_in_background",
]
