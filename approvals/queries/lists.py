"""Lists of applications: whose, which of them, in which order."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from approvals.enums import ApplicationStatus
from approvals.models import CetApplication
from approvals.queries.unable import cannot_decide
from cet_portal.core.actor import Actor
from cet_portal.core.numbering import as_written

S = ApplicationStatus
A_WEEK = timedelta(days=7)

# In place of an approver: those that wait and that nobody has.
NOBODY = "nobody"


def visible_to(actor: Actor):
    """The applications that the actor may see, with what a list shows."""
    seen = CetApplication.objects.visible_to(actor)
    return seen.select_related("provider", "modality", "approver")


def matching(
    rows: QuerySet,
    *,
    text: str = "",
    status: str = "",
    provider: str = "",
    unit: str = "",
    due: str = "",
    due_from: date | None = None,
    due_to: date | None = None,
    approver: str = "",
    today: date | None = None,
) -> QuerySet:
    """Those that every filter given leaves; an empty one leaves all.

    `text`: part of the number or title. `provider`: part of its name. `unit`: its code.
    `due`: "late" or "week", of the clocks that run `today`. `due_from`, `due_to`: both included.
    `approver`: a key, or `NOBODY`.
    """
    if text:
        rows = rows.filter(Q(c_number__icontains=as_written(text)) | Q(title__icontains=text))
    if provider:
        rows = rows.filter(provider__name__icontains=provider)
    if unit:
        rows = rows.filter(units__contains=[unit])
    if status:
        rows = rows.filter(status=status)
    if due and today:
        rows = _due(rows, due, today)
    if due_from:
        rows = rows.filter(due_on__gte=due_from)
    if due_to:
        rows = rows.filter(due_on__lte=due_to)
    if approver == NOBODY:
        return rows.filter(approver__isnull=True, status__in=CetApplication.WITH_THE_APPROVER)
    return rows.filter(approver_id=int(approver)) if approver else rows


def _due(rows: QuerySet, due: str, today: date) -> QuerySet:
    running = rows.filter(status__in=CetApplication.RUNNING)
    if due == "late":
        return running.filter(due_on__lt=today)
    return running.filter(due_on__gte=today, due_on__lte=today + A_WEEK)


def without_each(rows: QuerySet, filters: Mapping[str, Any], *, today: date) -> dict[str, int]:
    """For each filter that is set, how many rows there were without it: why a list is empty."""
    given = {name: value for name, value in filters.items() if value}
    return {
        name: matching(
            rows, today=today, **{key: value for key, value in given.items() if key != name}
        ).count()
        for name in given
    }


def everything(actor: Actor):
    """For staff: all that providers submitted, the newest first."""
    return visible_to(actor).filter(provider__own="").order_by("-submitted_at", "-pk")


def without_approver(actor: Actor):
    """For staff: what waits and nobody has, or nobody who may decide it; the earliest due first."""
    nobodys = Q(approver__isnull=True, status__in=CetApplication.WITH_THE_APPROVER)
    waiting = visible_to(actor).filter(nobodys | cannot_decide())
    return waiting.order_by("due_on", "pk")
