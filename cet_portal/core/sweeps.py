"""Timers: what is due now, one case per transaction.

Safe to run twice, by two workers at once, and after any outage: the due date is in the row,
the row is locked (`skip_locked`) and asked again before anything happens.
"""

import logging
from collections.abc import Callable
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

    Returns the references moved: the case's own, or those that `act` returns in a list, where one
    case stands for several. A case that fails does not stop the others; the failures are
    raised together at the end. The run is kept as a `SweepRun` when it moved or failed
    anything, or belongs to a rehearsal.
    """
    moved: list[str] = []
    failed: list[str] = []
    keys = list(due.order_by("due_on", "pk").values_list("pk", flat=True))
    with remembering(), gathered():
        for key in keys:
            try:
                references = _one(due, key, act)
            except Exception:
                log.exception("%s could not move case %s", name, key)
                failed.append(str(key))
            else:
                moved.extend(references)
    if moved or failed or rehearsal:
        SweepRun.objects.create(name=name, rehearsal=rehearsal, at=at, moved=moved, failed=failed)
    if failed:
        raise SweepFailed(f"{name}: cases {', '.join(failed)}")
    return moved


def _one(due: models.QuerySet, key: int, act: Callable[[Any], Any]) -> list[str]:
    case: Any = None
    try:
        with transaction.atomic():
            # Asked again under the lock: another worker, or the person, may have been quicker.
            locked = due.select_for_update(of=("self",), skip_locked=True).filter(pk=key)
            case = locked.first()
            if case is None:
                return []
            with held(case):
                result = act(case)
    except Refused as refused:
        log.info("%s stays as it is: %s", reference_of(case) or key, refused)
        return []
    return result if isinstance(result, list) else [reference_of(case)]
