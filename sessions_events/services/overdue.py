"""The ladder of reminders of what is owed, and the record of holds (docs/adr/0025)."""

from collections import defaultdict
from datetime import date, datetime
from typing import cast

from django.db import transaction

from cet_portal.core import audit, holidays
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.notifications import send_all
from cet_portal.core.workdays import Holidays
from providers.models import Provider
from sessions_events import notifications
from sessions_events.models import Duty, Hold
from sessions_events.queries import lateness as queries
from sessions_events.rules import reminding
from sessions_events.rules.reminding import Step


@transaction.atomic
def remind(*, provider: Provider, actor: Actor, at: datetime) -> list[Duty]:
    """Tell a provider where its duties have come on the ladder; returns those it told.

    One message a step, with every event in it, however many they are. Only the latest step of a
    duty is told, whatever was missed before it. A hold that begins with it is noted. What
    somebody is at work on right now is left for the next time.
    """
    today, known = london_date(at), holidays.current()
    due = queries.to_tell(provider.pk, today).select_for_update(of=("self",), skip_locked=True)
    by_step = _climb(list(due), today, known)
    for step, duties in by_step.items():
        audit.record_many("event.remind", duties, actor=actor, at=at, step=step)
    told = [notifications.Chase(provider, step, duties, today) for step, duties in by_step.items()]
    messages = [message for each in told for message in each.for_everybody()]
    messages += _note_hold(provider, by_step.get(Step.HOLD, []), today, actor=actor, at=at)
    send_all(messages, at=at)
    return [duty for each in by_step.values() for duty in each]


def _climb(due: list[Duty], today: date, known: Holidays) -> dict[Step, list[Duty]]:
    """Move each duty to its latest rung; what is said at it, by step."""
    by_step: defaultdict[Step, list[Duty]] = defaultdict(list)
    for duty in due:
        due_on = cast(date, duty.due_on)
        rung = reminding.rung_on(due_on, today, known)
        if rung is not None and rung >= duty.told:
            by_step[reminding.said_at(duty.told, rung)].append(duty)
            duty.told = rung + 1
        duty.tell_on = reminding.day_of(duty.told, due_on, known)
    Duty.objects.bulk_update(due, ["told", "tell_on"])
    return by_step


def _note_hold(
    provider: Provider, told: list[Duty], today: date, *, actor: Actor, at: datetime
) -> list[notifications.Chase]:
    """Note a hold that has begun; what is to be said of it besides the steps of the ladder."""
    late = list(queries.holding(provider.pk, today))
    if not late or queries.hold_of(provider.pk):
        return []
    since = min(duty.hold_on for duty in late)
    Hold.objects.create(provider=provider, placed_on=since)
    numbers = sorted({duty.reference for duty in late})
    audit.record("provider.hold", provider, actor=actor, at=at, events=numbers)
    # It was lifted and has come back by itself, for instance by a holiday: no step says so.
    again = [] if told else [notifications.Chase(provider, Step.HOLD, late, today)]
    return [message for each in again for message in each.for_everybody()]


@transaction.atomic
def lift_hold(*, provider_id: int, actor: Actor, at: datetime) -> bool:
    """Note and tell that a hold is over, if there was one and nothing is late enough any more.

    The hold itself ended when the last such duty was closed. `actor`: who closed it.
    """
    today = london_date(at)
    hold = queries.hold_of(provider_id)
    if hold is None or queries.holding(provider_id, today).exists():
        return False
    hold.lifted_on = max(today, hold.placed_on)
    hold.save(update_fields=["lifted_on"])
    audit.record("provider.lift_hold", hold.provider, actor=actor, at=at)
    notifications.HoldLifted(hold).send(at=at)
    return True
