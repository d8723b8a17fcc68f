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
from compliance.services.ending import tell_of_lapsed
from compliance.services.figures import count_figures

__all__ = [
    "VariantEdited",
    "draft_variant",
    "save_variant",
    "withdraw_variant",
    "add_file",
    "close_documents",
    "count_figures",
    "dismiss",
    "join_people",
    "lodge",
    "preview_uphold",
    "send",
    "tell_late",
    "tell_of_lapsed",
    "uphold",
    "withdraw",
]
