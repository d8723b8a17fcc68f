"""Bank holidays changed: the open due dates that it touches are counted again."""

from datetime import date, datetime

from django.apps import apps
from django.db import transaction

from cet_portal.core import audit, holidays
from cet_portal.core.actor import Actor
from cet_portal.core.models import BankHoliday, WithDeadline
from cet_portal.core.workdays import Holidays


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
    return sum(_recount(model, day, known, actor=actor, at=at) for model in models)


def _recount(model, day: date, known: Holidays, *, actor: Actor, at: datetime) -> int:
    moved = 0
    touched = model._base_manager.filter(
        status__in=model.OPEN_STATUSES, due_on__gte=day, due_sum__trigger__lt=day.isoformat()
    )
    for case in touched.select_for_update(of=("self",)).order_by("pk"):
        old = case.deadline
        new = old.recounted(known)
        if new == old:
            continue
        model._base_manager.filter(pk=case.pk).update(**new.as_fields())
        if new.due_on == old.due_on:  # only the name of a day left out is new
            continue
        audit.record(
            "calendar.move_due_date",
            case,
            actor=actor,
            at=at,
            from_date=old.due_on.isoformat(),
            to_date=new.due_on.isoformat(),
        )
        moved += 1
    return moved
