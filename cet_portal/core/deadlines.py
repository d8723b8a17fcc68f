"""Days off changed: the open due dates that it touches are counted again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.db import transaction
from django.dispatch import Signal

from cet_portal.core import audit, holidays
from cet_portal.core.actor import Actor
from cet_portal.core.models import BankHoliday, WhyOff, WithDeadline
from cet_portal.core.workdays import Holidays

# Sent with `day` when the dates that it touches have been counted again: copies of them follow.
due_dates_counted = Signal()
# Sent with `moves`, `day`, `name`, `actor` and `at`: there is less time than people were told.
due_dates_earlier = Signal()


@dataclass(frozen=True, slots=True)
class Move:
    """A case, its due date until now, and the new one."""

    case: WithDeadline
    from_date: date
    to_date: date


@transaction.atomic
def add_holiday(
    *, day: date, name: str, actor: Actor, at: datetime, why: str = WhyOff.PROCLAIMED
) -> int:
    """Add a day that does not count and recompute the open due dates it touches.

    A due date is touched when the day lies after its trigger and not after it; a date by the
    calendar never is. Each change has an audit entry (decisions.md 2). Returns how many due
    dates moved.
    """
    said = {
        "name": name,
        "why": why,
        "added_at": at,
        "added_by_id": actor.user_id,
        "added_by_name": actor.name[:200],
        "taken_away_at": None,
    }
    holiday, _created = BankHoliday.objects.update_or_create(
        division=holidays.DIVISION, date=day, defaults=said
    )
    audit.record(
        "calendar.add_holiday", holiday, actor=actor, at=at, day=day.isoformat(), name=name, why=why
    )
    return len(_recount_all(day, actor=actor, at=at))


@transaction.atomic
def take_holiday_away(*, holiday: BankHoliday, actor: Actor, at: datetime) -> int:
    """Count the day as a working day again and recompute the open due dates it touches.

    No due date becomes earlier than the day itself. Whoever has less time than they were told
    hears of it by `due_dates_earlier`. Returns how many due dates moved.
    """
    holiday.taken_away_at = at
    holiday.save(update_fields=["taken_away_at"])
    day, name = holiday.date, holiday.name
    audit.record(
        "calendar.take_holiday_away",
        holiday,
        actor=actor,
        at=at,
        day=day.isoformat(),
        name=name,
        why=holiday.why,
    )
    moves = _recount_all(day, actor=actor, at=at)
    if moves:
        due_dates_earlier.send(
            sender=BankHoliday, moves=moves, day=day, name=name, actor=actor, at=at
        )
    return len(moves)


def would_move(day: date, known: Holidays) -> Iterator[Move]:
    """The due dates that would move for a change of `day`; `known` as the days are after it."""
    for model in _models():
        if model.IS_COPIED:
            continue
        shown = _touched(model, day).only(*model.SHOWN_WHEN_MOVED).order_by("due_on", "pk")
        for case in shown.iterator():
            new = case.recounted(known)
            if new["due_on"] != case.due_on:
                yield Move(case, case.due_on, new["due_on"])


def _models() -> list[type[WithDeadline]]:
    return [model for model in apps.get_models() if issubclass(model, WithDeadline)]


def _touched(model: type[WithDeadline], day: date):
    return model.touched_by(day).filter(due_sum__trigger__lt=day.isoformat())


def _recount_all(day: date, *, actor: Actor, at: datetime) -> list[Move]:
    known = holidays.current()
    moves = [
        move for model in _models() for move in _recount(model, day, known, actor=actor, at=at)
    ]
    due_dates_counted.send(sender=BankHoliday, day=day)
    return moves


def _recount(model, day: date, known: Holidays, *, actor: Actor, at: datetime) -> list[Move]:
    moves = []
    for case in _touched(model, day).select_for_update(of=("self",)).order_by("pk"):
        new = case.recounted(known)
        changed = {name: value for name, value in new.items() if getattr(case, name) != value}
        if not changed:
            continue
        model._base_manager.filter(pk=case.pk).update(**changed)
        # Where no day has moved, only the name of a day left out is new.
        days = {name: value for name, value in changed.items() if isinstance(value, date)}
        if case.IS_COPIED and days:
            said = {name: value.isoformat() for name, value in days.items()}
            audit.record("calendar.move_reminders", case, actor=actor, at=at, **said)
        elif "due_on" in days:
            audit.record(
                "calendar.move_due_date",
                case,
                actor=actor,
                at=at,
                from_date=case.due_on.isoformat(),
                to_date=days["due_on"].isoformat(),
            )
            moves.append(Move(case, case.due_on, days["due_on"]))
    return moves
