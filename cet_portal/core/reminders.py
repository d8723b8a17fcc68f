"""Who is to be reminded of a due date today: asked of stored dates, so an outage catches up.

A sweep sends its message with `occasion` as key. The key holds case, due date and step, so
nothing is told twice, and a date that was moved is told anew.
"""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from django.db.models import Model, Q, QuerySet

from cet_portal.core.models import OutboxMessage, WithDeadline
from cet_portal.core.workdays import Holidays, add_working_days


def occasion(case: WithDeadline, step: int) -> str:
    """The key of the reminder `step` working days before the case's due date."""
    return f"{_before_case(type(case), case.due_on, step)}{case.pk}"


def due_soon(
    cases: QuerySet, *, steps: Iterable[int], today: date, holidays: Holidays
) -> list[tuple[int, QuerySet]]:
    """For each step (such as 3 and 1 working days before) the cases of which nobody was told.

    A case stands under its nearest step alone: after an outage it is told once, not at every
    step missed. What is past its due date is not here; `cases` are those that wait for somebody.
    """
    nearest_first = sorted(set(steps))
    ends = [add_working_days(today, step, holidays) for step in nearest_first]
    found = []
    for step, (before, last) in zip(nearest_first, pairwise([None, *ends]), strict=True):
        begin = Q(due_on__gt=before) if before else Q(due_on__gte=today)
        found.append((step, _untold(cases.filter(begin, due_on__lte=last), step)))
    return found


def _untold(cases: QuerySet, step: int) -> QuerySet:
    days = cases.order_by().values_list("due_on", flat=True).distinct()
    begins = [_before_case(cases.model, day, step) for day in days]
    keys = OutboxMessage.objects.none()
    for begin in begins:
        keys |= OutboxMessage.objects.filter(key__startswith=begin)
    told = {key.split(":")[4] for key in keys.values_list("key", flat=True)}
    return cases.exclude(pk__in=told)


def _before_case(model: type[Model], due_on: date | None, step: int) -> str:
    return f"reminder:{model._meta.label_lower}:{due_on}:{step}:"
