"""Timers: what is due now, each case in a transaction of its own, or a small set in one.

Safe to run twice, by two workers at once, and after any outage: the due date is in the row,
the row is locked (`skip_locked`) and asked again before anything happens.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from cet_portal.core.audit import reference_of
from cet_portal.core.models import SweepRun
from cet_portal.core.permissions import Refused
from cet_portal.core.queue import gathered
from cet_portal.core.remembering import remembering
from cet_portal.core.workflow import held

log = logging.getLogger(__name__)

# How many cases share a transaction: few enough that nobody waits for their locks.
SET_SIZE = 100


class SweepFailed(Exception):
    """Some cases could not be moved; the others were."""


def sweep(
    *,
    name: str,
    due: models.QuerySet,
    act: Callable[[Any], Any],
    at: datetime,
    rehearsal: UUID | str | None = None,
) -> list[str]:
    """Call `act(case)` for each case of `due`, each in its own transaction.

    Returns the references moved: the case's own, or those of the list that `act` returns where one
    case stands for several. A case that fails does not stop the others; the failures are
    raised together at the end. The run is kept as a `SweepRun` when it moved or failed
    anything, or belongs to a rehearsal.
    """

    def act_on_one(cases: list[Any]) -> list[str]:
        with held(cases[0]):
            moved = act(cases[0])
        return moved if isinstance(moved, list) else [reference_of(cases[0])]

    return _run(name, due, act_on_one, size=1, at=at, rehearsal=rehearsal)


def sweep_in_sets(
    *,
    name: str,
    due: models.QuerySet,
    act: Callable[[list[Any]], Iterable[Any]],
    at: datetime,
    rehearsal: UUID | str | None = None,
) -> list[str]:
    """The same for many cases: `act(cases)` gets a set of them, locked, and returns those it moved.

    When anything fails in a set nothing of it is kept, and its cases are taken one by one.
    """

    def act_on_all(cases: list[Any]) -> list[str]:
        return [reference_of(case) for case in act(cases)]

    return _run(name, due, act_on_all, size=SET_SIZE, at=at, rehearsal=rehearsal)


def _run(
    name: str,
    due: models.QuerySet,
    act: Callable[[list[Any]], list[str]],
    *,
    size: int,
    at: datetime,
    rehearsal: UUID | str | None,
) -> list[str]:
    moved: list[str] = []
    failed: list[str] = []
    keys = list(due.order_by("due_on", "pk").values_list("pk", flat=True))
    waiting = [keys[start : start + size] for start in range(0, len(keys), size)]
    with remembering(), gathered():
        while waiting:
            some = waiting.pop(0)
            try:
                moved += _set(due, some, act)
            except Exception as error:
                if len(some) > 1:
                    waiting[:0] = [[key] for key in some]
                elif isinstance(error, Refused):
                    log.info("%s leaves case %s as it is: %s", name, some[0], error)
                else:
                    log.exception("%s could not move case %s", name, some[0])
                    failed.append(str(some[0]))
    if moved or failed or rehearsal:
        SweepRun.objects.create(name=name, rehearsal=rehearsal, at=at, moved=moved, failed=failed)
    if failed:
        raise SweepFailed(f"{name}: cases {', '.join(failed)}")
    return moved


def _set(
    due: models.QuerySet, keys: Sequence[int], act: Callable[[list[Any]], list[str]]
) -> list[str]:
    with transaction.atomic():
        # Asked again under the lock: another worker, or the person, may have been quicker.
        locked = due.select_for_update(of=("self",), skip_locked=True).filter(pk__in=keys)
        cases = list(locked.order_by("due_on", "pk"))
        return act(cases) if cases else []
