"""Bank holidays changed: the open due dates that it touches are counted again."""

from datetime import date, datetime

from django.apps import apps
from django.db import transaction
from django.dispatch import Signal

from cet_portal.core import audit, holidays
from cet_portal.core.actor import Actor
from cet_portal.core.models import BankHoliday, WithDeadline
from cet_portal.core.workdays import Holidays

# Sent with `day` when the dates that it touches have been counted again: copies of them follow.
due_dates_counted = Signal()


@transaction.atomic
def add_holiday(*, day: date, name: str, actor: Actor, at: datetime) -> int:
    """Add a day that does not count and recompute the open due dates it touches.

    A due date is touched when the day lies after its trigger and not after it; a date by the
    calendar never is. Each change has an audit entry (decisions.md 2). Returns how many due
    dates moved.
    """
    holiday, _created = BankHoliday.objects.update_or_create(
        division=holidays.DIVISION, date=day, defaults={"name": name}
    )
    audit.record(
        "calendar.add_holiday", holiday, actor=actor, at=at, day=day.isoformat(), name=name
    )
    known = holidays.current()
    models = (model for model in apps.get_models() if issubclass(model, WithDeadline))
    moved = sum(_recount(model, day, known, actor=actor, at=at) for model in models)
    due_dates_counted.send(sender=BankHoliday, day=day)
    return moved


def _recount(model, day: date, known: Holidays, *, actor: Actor, at: datetime) -> int:
    moved = 0
    touched = model.touched_by(day).filter(due_sum__trigger__lt=day.isoformat())
    for case in touched.select_for_update(of=("self",)).order_by("pk"):
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
            moved += 1
    return moved
