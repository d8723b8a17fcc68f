"""Writes of compliance."""

from compliance.services.disputes import (
    add_file,
    close_documents,
    dismiss,
    join_people,
    lodge,
    preview_uphold,
    send,
    tell_late,
    uphold,
    withdraw,
)
from compliance.services.drafting import (
    VariantEdited,
    draft_variant,
    save_variant,
    withdraw_variant,
)
from compliance.services.ending import (
    tell_of_lapsed,
)
from compliance.services.exceptions import (
    add_evidence,
    add_for_them,
    ask_exception,
    close_evidence,
    decide_exception,
    join_exceptions,
    send_exception,
    tell_late_exception,
    withdraw_exception,
)
from compliance.services.figures import (
    count_figures,
)
from compliance.services.leave import add_leave, change_leave
from compliance.services.nightly import (
    count_at_night,
)
from compliance.services.outcomes import (
    begin_late,
    begin_removal,
    carry_out,
    check_restoration,
    correct_restoration,
    preview_restoration,
    restore,
    resume_act,
    take_back_restoration,
)
from compliance.services.plans import (
    PlanThere,
    join_plans,
    remove_plan,
    save_plan,
)
from compliance.services.uptake import (
    count_uptake,
)
from compliance.services.weeks import (
    count_last_week,
    reckon_weeks,
)

__all__ = [
    "PlanThere",
    "check_restoration",
    "correct_restoration",
    "preview_restoration",
    "take_back_restoration",
    "VariantEdited",
    "add_evidence",
    "add_for_them",
    "add_file",
    "add_leave",
    "ask_exception",
    "begin_late",
    "begin_removal",
    "carry_out",
    "close_documents",
    "change_leave",
    "close_evidence",
    "count_at_night",
    "count_figures",
    "count_last_week",
    "count_uptake",
    "decide_exception",
    "dismiss",
    "draft_variant",
    "join_exceptions",
    "join_people",
    "join_plans",
    "lodge",
    "preview_uphold",
    "reckon_weeks",
    "remove_plan",
    "restore",
    "resume_act",
    "save_plan",
    "save_variant",
    "send",
    "send_exception",
    "tell_late",
    "tell_late_exception",
    "tell_of_lapsed",
    "uphold",
    "withdraw",
    "withdraw_exception",
    "withdraw_variant",
]
