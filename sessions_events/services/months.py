"""Distance learning: the month in which nobody completed it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import require
from cet_portal.core.workflow import lock
from sessions_events import permissions, workflow
from sessions_events.enums import DutyKind
from sessions_events.models import Duty, Event
from sessions_events.services.owing import duties
from sessions_events.services.owing.declared import withdraw_unearned


@transaction.atomic
def make_nil_return(
    *, event: Event, month: date | None = None, actor: Actor, at: datetime
) -> Event:
    """Nobody completed it in `month`, its first day; or, with None, since the last upload before
    it closed, which is the last thing to be said (decisions.md 19).

    It closes no door: people can be uploaded at any time, and what was said is put right then.
    Refused while the month has not begun or the event is open, before the declaration, for a
    month that is done, and as the last thing while somebody was declared and nobody uploaded.
    """
    event = lock(event)
    kind = DutyKind.MONTH if month else DutyKind.LAST
    duty = Duty.objects.filter(event=event, kind=kind, month=month).first()
    require(permissions.may_make_nil_return(actor, event, duty, at=at))
    if not month:
        completers = event.declarations.get(current=True).completers
        require(permissions.may_end_without_upload(event, completers))
    audit.record(
        "event.nil_return", event, actor=actor, at=at, month=month.isoformat() if month else ""
    )
    if month:
        duties.done(event, at=at, kind=kind, month=month, nil_return=True)
        return event
    duties.close_all([event], at=at, nil_return=True)
    reason = _("Nobody completed the CET since the last upload.")
    event = workflow.event.move(event, "finish", actor=actor, at=at, reason=reason)
    withdraw_unearned(event, actor=actor, at=at)
    return event
