"""What a declaration, and a correction of it, need and settle."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused
from sessions_events import workflow
from sessions_events.models import Event
from sessions_events.queries import declaring as declared
from sessions_events.services.certifying.withdrawing import withdraw_all_certificates
from sessions_events.services.owing import duties


def attach_waiting(event: Event, *, number: int) -> int:
    """What was kept becomes part of this version; returns how many files."""
    return event.evidence.filter(added_in__isnull=True).update(added_in=number)


def require_discussion(event: Event, values: dict[str, Any]) -> None:
    """Raise `Refused` where interactive CET comes without evidence of its discussion."""
    shown = values["discussion_summary"] or declared.has_discussion_file(event)
    if not shown and declared.is_interactive(event):
        raise Refused(
            Refusal(_("Summarise the discussion or add a file: interactive CET needs it."))
        )


def close_without_completers(event: Event, completers: int, *, actor: Actor, at: datetime) -> Event:
    """Nothing is left to be done for a declared event that nobody completed."""
    if not nobody_completed(event, completers, at):
        return event
    reason = _("Nobody completed the CET.")
    event = workflow.event.move(event, "finish", actor=actor, at=at, reason=reason)
    duties.close_all([event], at=at, nil_return=True)
    withdraw_unearned(event, actor=actor, at=at)
    return event


def withdraw_unearned(event: Event, *, actor: Actor, at: datetime) -> None:
    """Certificates of an event that nobody completed and nobody has points for."""
    if declared.has_no_completers(event, at):
        reason = _("The provider has declared that nobody completed the CET.")
        withdraw_all_certificates(event, reason=reason, actor=actor, at=at)


def nobody_completed(event: Event, completers: int, at: datetime) -> bool:
    """Nothing will be uploaded. While distance learning is open somebody may complete it yet."""
    return completers == 0 and not event.is_open_distance_learning(at)
