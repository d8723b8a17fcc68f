"""Cases whose clock may run out unseen."""

from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from approvals.models import ApproverAbsence, CetApplication
from approvals.queries.running import open_cases
from approvals.queries.unable import cannot_decide
from cet_portal.core.actor import Actor

REASONS = ("late", "soon", "nobody", "away", "unable")
# In place of a reason: nobody has it, or nobody who may decide it.
WITHOUT_APPROVER = "without_approver"


def at_risk(actor: Actor, *, today: date, soon: date, why: str = "") -> QuerySet[CetApplication]:
    """Every running case that is late, due by `soon`, that nobody has, or whose approver is away
    on or before the due date or cannot decide it any more; the earliest due date first.

    Each row says why: `is_late`, `is_soon`, `is_nobodys`, `away_from`, `is_unable`. `why`: only
    those with this one of `REASONS`, or with "nobody" or "unable" for `WITHOUT_APPROVER`.
    """
    waiting = Q(status__in=CetApplication.WITH_THE_APPROVER)
    away = ApproverAbsence.objects.filter(
        approver=OuterRef("approver"),
        last_day__gte=today,
        first_day__lte=Greatest(OuterRef("due_on"), Value(today)),
    )
    rows = open_cases(actor).annotate(
        is_late=_said(Q(due_on__lt=today)),
        is_soon=_said(Q(due_on__gte=today, due_on__lte=soon)),
        is_nobodys=_said(waiting & Q(approver__isnull=True)),
        away_from=Subquery(away.order_by("first_day").values("first_day")[:1]),
        is_unable=_said(cannot_decide()),
    )
    asked = {
        "late": Q(is_late=True),
        "soon": Q(is_soon=True),
        "nobody": Q(is_nobodys=True),
        "away": waiting & Q(away_from__isnull=False),
        "unable": Q(is_unable=True),
        WITHOUT_APPROVER: Q(is_nobodys=True) | Q(is_unable=True),
    }
    if why in asked:
        return rows.filter(asked[why])
    anything = Q()
    for reason in REASONS:
        anything |= asked[reason]
    return rows.filter(anything)


def _said(condition: Q) -> Coalesce:
    return Coalesce(ExpressionWrapper(condition, BooleanField()), Value(False))
