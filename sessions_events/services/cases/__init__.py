"""Cases about points: opened, talked about, settled, disputed (docs/adr/0032)."""

from sessions_events.rules.completing import Completion, Exact
from sessions_events.services.cases.disputing import dismiss, dispute, uphold
from sessions_events.services.cases.following import (
    close_declined,
    close_dropped,
    join_people,
    tell_of_declined,
)
from sessions_events.services.cases.opening import (
    open_about_accepted,
    open_missing,
    open_query,
    open_unlisted,
)
from sessions_events.services.cases.passing import (
    name_event,
    pass_on,
    pass_on_overdue,
    remind,
    tell_late,
)
from sessions_events.services.cases.settling import add, correct, refuse, withdraw
from sessions_events.services.cases.talking import MOST_FILES, note, write

__all__ = [
    "MOST_FILES",
    "Completion",
    "Exact",
    "add",
    "close_declined",
    "close_dropped",
    "correct",
    "dismiss",
    "dispute",
    "join_people",
    "name_event",
    "note",
    "open_about_accepted",
    "open_missing",
    "open_query",
    "open_unlisted",
    "pass_on",
    "pass_on_overdue",
    "refuse",
    "remind",
    "tell_late",
    "tell_of_declined",
    "uphold",
    "withdraw",
    "write",
]
