"""The ladder of reminders for what registrants led or attended: told one by one."""

from datetime import date, datetime
from typing import cast

from django.db import transaction

from cet_portal.core import audit, holidays
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from sessions_events import notifications
from sessions_events.models import Duty
from sessions_events.queries import asking as queries
from sessions_events.rules import reminding


@transaction.atomic
def remind_asker(*, duty: Duty, actor: Actor, at: datetime) -> Duty:
    """Tell whoever has to confirm what they led, or to send evidence; the CET manager once, when
    it is overdue."""
    today, known = london_date(at), holidays.current()
    due_on = cast(date, duty.due_on)
    asked = queries.asked_for(duty.event_id)
    rung = reminding.rung_on(due_on, today, known)
    if rung is not None and rung >= duty.told and asked is not None:
        step = reminding.said_at(duty.told, rung)
        notifications.ConfirmationDue(asked, duty, step).send(at=at)
        if duty.told < reminding.TOLD_OVERDUE <= rung + 1:
            notifications.ConfirmationOverdue(asked, duty).send(at=at)
        audit.record("event.remind", duty, actor=actor, at=at, step=step)
    if rung is not None:
        duty.told = max(duty.told, rung + 1)
    duty.tell_on = reminding.day_of(duty.told, due_on, known)
    duty.save(update_fields=["told", "tell_on"])
    return duty
