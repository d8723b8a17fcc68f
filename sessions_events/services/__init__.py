"""Writes: planning, declaring, uploading, certificates, ratings."""

from sessions_events.services.certificates import issue_certificate
from sessions_events.services.declaring import declare, refuse_declaration, release_declaration
from sessions_events.services.planning import add_event, cancel_event, plan_session, tell_overdue
from sessions_events.services.ratings import rate
from sessions_events.services.stopping import stop_events
from sessions_events.services.uploading import upload

__all__ = [
    "add_event",
    "cancel_event",
    "declare",
    "issue_certificate",
    "plan_session",
    "rate",
    "refuse_declaration",
    "release_declaration",
    "stop_events",
    "tell_overdue",
    "upload",
]
