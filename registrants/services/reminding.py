"""Reminding people of points that wait for them: the next day is stored for each."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection, transaction

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.notifications import send_all
from registrants import notifications, queries, rules
from registrants.enums import PointStatus, ReminderFrequency
from registrants.models import PointEntry, Registrant, Reminder


def schedule(*, event_reference: str, actor: Actor, at: datetime) -> None:
    """Store the next reminder of everybody with an account to whom this act brought points.

    In a few statements, however many people there are: all who want the same reminders and whose
    points end on the same day are reminded on the same day, unless a reminder of the last week
    keeps it off. An earlier reminder stays while something else waits.
    """
    new = PointEntry.objects.filter(
        event_reference=event_reference,
        arrived_at=at,
        status=PointStatus.PENDING,
        registrant__user__isnull=False,
    )
    today = london_date(at)
    found = new.order_by().values_list(
        "registrant__reminders", "due_on", "registrant__reminder__sent_on"
    )
    kinds = {
        (frequency, last_day, sent_on if rules.is_recent(sent_on, today) else None)
        for frequency, last_day, sent_on in found.distinct()
    }
    for frequency, last_day, sent_on in kinds:
        day = rules.next_reminder(
            arrived_on=today, last_day=last_day, after=today, frequency=frequency, sent_on=sent_on
        )
        if day:
            values = {
                "day": day,
                "event_reference": event_reference,
                "at": at,
                "frequency": frequency,
                "last_day": last_day,
                "sent_on": sent_on,
                "sent_after": today - rules.WEEK,
                "today": today,
            }
            with connection.cursor() as cursor:
                cursor.execute(_SCHEDULE, values)


_SCHEDULE = """
INSERT INTO registrants_reminder (registrant_id, due_on)
SELECT DISTINCT line.registrant_id, %(day)s::date
FROM registrants_pointentry line
JOIN registrants_registrant person ON person.id = line.registrant_id
LEFT JOIN registrants_reminder before ON before.registrant_id = line.registrant_id
WHERE line.event_reference = %(event_reference)s AND line.arrived_at = %(at)s
  AND line.status = 'PENDING' AND person.user_id IS NOT NULL
  AND person.reminders = %(frequency)s AND line.due_on = %(last_day)s
  AND CASE WHEN before.sent_on > %(sent_after)s::date THEN before.sent_on END
      IS NOT DISTINCT FROM %(sent_on)s::date
ON CONFLICT (registrant_id)
DO UPDATE SET due_on = CASE WHEN EXISTS (
    SELECT FROM registrants_pointentry other
    WHERE other.registrant_id = registrants_reminder.registrant_id
      AND other.status = 'PENDING' AND other.due_on >= %(today)s
      AND NOT (other.event_reference = %(event_reference)s AND other.arrived_at = %(at)s)
  ) THEN LEAST(registrants_reminder.due_on, EXCLUDED.due_on) ELSE EXCLUDED.due_on END
"""


@transaction.atomic
def remind(*, reminders: Sequence[Reminder], actor: Actor, at: datetime) -> list[Reminder]:
    """Tell these people what waits for them, and store when to tell them next.

    Nobody is told for whom nothing waits any more: their reminder is gone. Returns whom it told.
    """
    today = london_date(at)
    waiting = queries.waiting_for([each.registrant_id for each in reminders], today)
    told = [each for each in reminders if each.registrant_id in waiting]
    unwritten = queries.to_reflect_on(waiting, today)
    messages = [
        notifications.PointsWaiting(
            each, waiting[each.registrant_id], unwritten.get(each.registrant_id, ())
        )
        for each in told
    ]
    send_all(messages, at=at)
    audit.record_many("points.remind", [each.registrant for each in told], actor=actor, at=at)
    done = []
    for each in reminders:
        found = waiting.get(each.registrant_id)
        day = _next(each.registrant, found, after=today, sent_on=today)
        if day is None:
            done.append(each.pk)
        else:
            each.due_on, each.sent_on = day, today
    Reminder.objects.filter(pk__in=done).delete()
    going_on = [each for each in reminders if each.pk not in set(done)]
    Reminder.objects.bulk_update(going_on, ["due_on", "sent_on"])
    return told


@transaction.atomic
def begin_reminding(*, registrant: Registrant, actor: Actor, at: datetime) -> None:
    """The person has an account from now on: what waits for them already is mentioned too."""
    today = london_date(at)
    found = queries.waiting_for([registrant.pk], today).get(registrant.pk)
    reminder = Reminder.objects.filter(registrant=registrant).first()
    day = _next(registrant, found, after=today, sent_on=reminder and reminder.sent_on)
    if day is None:
        Reminder.objects.filter(registrant=registrant).delete()
    else:
        Reminder.objects.update_or_create(registrant=registrant, defaults={"due_on": day})


@transaction.atomic
def change_frequency(
    *, registrant: Registrant, frequency: ReminderFrequency, actor: Actor, at: datetime
) -> Registrant:
    """How often the person wants to be reminded; in the last month of a cycle they always are."""
    locked = Registrant.objects.select_for_update().get(pk=registrant.pk)
    locked.reminders = ReminderFrequency(frequency)
    locked.save(update_fields=["reminders"])
    begin_reminding(registrant=locked, actor=actor, at=at)
    audit.record(
        "registrant.change_reminders", locked, actor=actor, at=at, frequency=locked.reminders
    )
    return locked


def _next(
    registrant: Registrant, found: queries.Waiting | None, *, after: date, sent_on: date | None
) -> date | None:
    if found is None:
        return None
    new = [day for day in found.arrived_on if sent_on is None or day > sent_on]
    return rules.next_reminder(
        arrived_on=min(new, default=None),
        last_day=found.until,
        after=after,
        frequency=registrant.reminders,
        sent_on=sent_on,
    )
