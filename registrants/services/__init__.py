"""Writes of registrants."""

from registrants.services.accepting import accept, accept_all, accept_lines
from registrants.services.asking_for_account import (
    answer_requests,
    ask_for_account,
    find_answer,
    forget_requests,
)
from registrants.services.assisting import (
    Correction,
    accept_for,
    correct_for,
    decline_for,
    preview_correction,
    query_for,
    record_request,
)
from registrants.services.ending import end_on_register, hold_people, take_back_end
from registrants.services.granting import grant_voluntary
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
from registrants.services.instructing import (
    accept_by_instruction,
    end_instruction,
    give_instruction,
    mark_event,
    unmark_event,
)
from registrants.services.joining import join_by_number, join_people, refuse_to_join
from registrants.services.ledger import (
    Occasion,
    PointOffer,
    keep_late,
    lapse,
    offer_points,
    reverse,
    tell_whose_points_came_late,
)
from registrants.services.objecting import decline_lines, drop_query, query_line
from registrants.services.opening import open_with_account, open_with_password
from registrants.services.putting_right import move_entry, move_specialty, take_off_record
from registrants.services.register import (
    add_specialty,
    change_surname,
    connect_account,
    enter_on_register,
)
from registrants.services.reminding import begin_reminding, change_frequency, remind
from registrants.services.settling import answer_query, refuse_late, settle_late
from registrants.services.sharing import end_feed, new_feed, opened, revoke, share
from registrants.services.writing import (
    WrittenMeanwhile,
    keep_learning,
    remove_learning,
    write_reflection,
)

__all__ = [
    "grant_voluntary",
    "move_entry",
    "move_specialty",
    "take_off_record",
    "tell_whose_points_came_late",
    "end_on_register",
    "hold_people",
    "preview_correction",
    "Correction",
    "Occasion",
    "PATIENCE",
    "PointOffer",
    "WrittenMeanwhile",
    "accept",
    "accept_all",
    "accept_by_instruction",
    "accept_for",
    "accept_lines",
    "add_specialty",
    "answer_query",
    "answer_requests",
    "ask_for_account",
    "ask_second",
    "begin_reminding",
    "change_frequency",
    "change_surname",
    "confirm_import",
    "connect_account",
    "correct_for",
    "decline_for",
    "decline_lines",
    "discard_import",
    "drop_query",
    "end_feed",
    "end_instruction",
    "enter_on_register",
    "find_answer",
    "forget_requests",
    "give_instruction",
    "join_by_number",
    "join_people",
    "refuse_to_join",
    "keep_late",
    "keep_learning",
    "lapse",
    "mark_event",
    "new_feed",
    "offer_points",
    "open_with_account",
    "open_with_password",
    "opened",
    "query_for",
    "query_line",
    "read_import_in_background",
    "read_import_now_or_later",
    "receive_register",
    "record_request",
    "refuse_late",
    "remind",
    "remove_learning",
    "resume_import",
    "reverse",
    "revoke",
    "settle_late",
    "share",
    "take_back_end",
    "take_over",
    "take_over_in_background",
    "unmark_event",
    "write_reflection",
]
