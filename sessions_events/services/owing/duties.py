"""What is owed for an event: laid, done, let off. The only writer of `Duty` and of the copy of
its earliest open date in `Event.due_on` and `due_sum`.

All of it is part of the caller's transaction, which holds the lock of the event.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from cet_portal.core import holidays
from cet_portal.core.clock import london_date
from cet_portal.core.workdays import NO_DEADLINE, Deadline, Holidays
from cet_portal.scheme import limits
from sessions_events.enums import DutyKind
from sessions_events.models import Duty, Event
from sessions_events.rules import reminding
from sessions_events.rules.owing import Owed, owed
from sessions_events.services.owing.holds import note_holds_over

_GIVEN = frozenset({str(limits.RULE_ENTERED_AFTERWARDS), str(limits.RULE_UPLOAD_AFTER_RELEASE)})


def lay(*events: Event) -> None:
    """Lay what is owed for new events, in few statements however many they are."""
    known = holidays.current()
    Duty.objects.bulk_create(
        _duty(event, each, known)
        for event in events
        for each in _owed(event, known, london_date(event.made_at))
    )
    copy_dates(events)


@transaction.atomic
def lay_again(event: Event, *, at: datetime) -> None:
    """Its dates were changed `at` this time: what is done stays, what is open follows the new
    dates.

    A month that was done and is no longer one of the event's stays for the record. What has
    become owed by another day is reminded of anew, and counts as entered today.
    """
    known = holidays.current()
    wanted = {each.key: each for each in _owed(event, known, london_date(event.made_at))}
    today = {each.key: each for each in _owed(event, known, london_date(at))}
    there = {(duty.kind, duty.month): duty for duty in event.duties.select_for_update()}
    open_still = {key: duty for key, duty in there.items() if duty.closed_on is None}
    gone = [duty.pk for key, duty in open_still.items() if key not in wanted]
    Duty.objects.filter(pk__in=gone).delete()
    Duty.objects.bulk_create(
        _duty(event, each, known) for key, each in today.items() if key not in there
    )
    for key, duty in open_still.items():
        if key in wanted and _moves(duty, wanted[key]):
            _give(duty, today[key].deadline)
    copy_dates([event])


def done(
    event: Event, *, at: datetime, kind: str, month: date | None = None, nil_return: bool = False
) -> bool:
    """One thing is done; late if its last day is past. False if it was not open."""
    found = event.duties.open().filter(kind=kind, month=month)
    closed = found.update(closed_on=london_date(at), tell_on=None, nil_return=nil_return)
    copy_dates([event])
    return bool(closed)


def uploaded(event: Event, *, at: datetime, days: Iterable[date] = ()) -> bool:
    """People were uploaded who completed it on these days: what that settles is done; True if
    nothing is left to be done.

    Distance learning that is open: the month of the upload and every month before it. Else
    everything (decisions.md 19, docs/adr/0024). A nil return for the month of one of the days,
    or the last one, was not right: what it settled was done today, late if its day is past. The
    audit trail keeps the nil return (`queries.duties.nil_returns_of`).
    """
    today = london_date(at)
    settled = event.duties.open()
    if event.is_open_distance_learning(at):
        settled = settled.filter(kind=DutyKind.MONTH, month__lte=today)
    settled.update(closed_on=today, tell_on=None, nil_return=False)
    said = {day.replace(day=1) for day in days}
    untrue = Q(month__in=said) | ~Q(kind=DutyKind.MONTH)
    event.duties.filter(untrue, nil_return=True).update(closed_on=today, nil_return=False)
    copy_dates([event])
    return not event.duties.open().exists()


def close_all(events: Iterable[Event], *, at: datetime, nil_return: bool = False) -> None:
    """Nothing is owed any more: cancelled, stopped, not held, refused, or nobody completed it."""
    events = list(events)
    open_still = Duty.objects.filter(event__in=events).open()
    open_still.update(closed_on=london_date(at), tell_on=None, nil_return=nil_return)
    copy_dates(events)


def open_again(event: Event) -> None:
    """Somebody completed it after all: what was closed because nobody did is owed again, by
    the same day."""
    for duty in event.duties.filter(nil_return=True).exclude(kind=DutyKind.MONTH):
        duty.closed_on, duty.nil_return = None, False
        _give(duty, duty.deadline)
    copy_dates([event])


def days_anew(event: Event, *, held_on: date, at: datetime) -> None:
    """A held declaration was released: the days since `held_on` are not the provider's, which has
    10 working days from now for what would be due before (docs/adr/0012).

    The first date stays on record: what was late before it was held, stays late.
    """
    anew = Deadline.explain(
        london_date(at),
        limits.DECLARE_AND_UPLOAD_WORKING_DAYS,
        holidays.current(),
        rule=limits.RULE_UPLOAD_AFTER_RELEASE,
    )
    for duty in event.duties.open().filter(due_on__lt=anew.due_on):
        if duty.late_on is None and held_on > duty.due_on:
            duty.first_due_on, duty.late_on = duty.due_on, held_on
        _give(duty, anew)
    copy_dates([event])


def copy_dates(events: Iterable[Event]) -> None:
    """Each event's date is that of what has to be done first; none if nothing is open."""
    events = list(events)
    open_still = Duty.objects.filter(event__in=events).open().order_by("event_id", "due_on", "pk")
    first = {duty.event_id: duty for duty in open_still.distinct("event_id")}
    for event in events:
        duty = first.get(event.pk)
        event.due_on = duty.due_on if duty else None
        event.due_sum = duty.due_sum if duty else None
    if events:
        Event.objects.bulk_update(events, list(NO_DEADLINE), batch_size=500)
        note_holds_over(event.provider_id for event in events)


def _moves(duty: Duty, wanted: Owed) -> bool:
    """Is it owed by another day now? Days that were given for another reason are not taken back,
    nor given twice."""
    stored = duty.deadline
    if stored and stored.rule in _GIVEN and stored.due_on >= wanted.deadline.due_on:
        return False
    return stored != wanted.deadline


def _owed(event: Event, known: Holidays, entered: date) -> list[Owed]:
    return owed(
        event.starts_at,
        event.ends_at,
        distance=event.is_distance_learning,
        holidays=known,
        entered=entered,
    )


def _duty(event: Event, each: Owed, known: Holidays) -> Duty:
    return Duty(
        event=event,
        kind=each.kind,
        month=each.month,
        **_dates(each.deadline, known),
    )


def _give(duty: Duty, deadline: Deadline) -> None:
    """Another last day; the ladder of reminders begins again."""
    for name, value in _dates(deadline, holidays.current()).items():
        setattr(duty, name, value)
    duty.save()


def _dates(deadline: Deadline, known: Holidays) -> dict[str, Any]:
    return {
        **deadline.as_fields(),
        "told": 0,
        "tell_on": reminding.day_of(0, deadline.due_on, known),
        "hold_on": reminding.hold_on(deadline.due_on, known),
    }
