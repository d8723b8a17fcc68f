"""Approvers with what they have now, and what they decided in some days."""

from datetime import date, datetime, time

from django.db.models import (
    Avg,
    Count,
    Exists,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from approvals.enums import ApplicationStatus, Stage
from approvals.models import CetApplication, Decision, InformationRequest
from approvals.queries.load import Median
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Role
from cet_portal.core.clock import LONDON

UNKNOWN = -1.0


def approvers_in(first: date, last: date) -> QuerySet[User]:
    """Everybody who approves or decided from `first` to `last`, in one query, by name.

    `open_cases`: now. Of the days: `decided`, `approved`, `rejected`; `asked`: needed a request
    for information first; `late`: after the clock had run out; `overturned`: rejections that
    somebody else approved on appeal; `median_days` and `mean_days`: working days that approvers
    had the clock (-1: nothing was decided).
    """
    days = (
        datetime.combine(first, time.min, tzinfo=LONDON),
        datetime.combine(last, time.max, tzinfo=LONDON),
    )
    mine = CetApplication.objects.filter(approver=OuterRef("pk"), status__in=CetApplication.RUNNING)
    decided = Decision.objects.filter(decided_by=OuterRef("pk"), decided_at__range=days)
    asked = InformationRequest.objects.filter(application=OuterRef("application"))
    appealed = Decision.objects.filter(
        application=OuterRef("application"),
        stage=Stage.APPEAL,
        outcome=ApplicationStatus.APPROVED,
    )
    rejected = decided.filter(outcome=ApplicationStatus.REJECTED)
    anything = Decision.objects.filter(decided_by=OuterRef("pk"), decided_at__range=days)
    approves = Q(is_active=True, roles__contains=[Role.APPROVER])
    found = User.objects.filter(approves | Q(Exists(anything)))
    return found.annotate(
        open_cases=_number(mine, "approver"),
        decided=_number(decided, "decided_by"),
        approved=_number(decided.filter(outcome=ApplicationStatus.APPROVED), "decided_by"),
        rejected=_number(rejected, "decided_by"),
        asked=_number(decided.filter(Exists(asked)), "decided_by"),
        late=_number(decided.filter(late=True), "decided_by"),
        overturned=_number(rejected.filter(Exists(appealed), stage=Stage.FIRST), "decided_by"),
        median_days=_days(decided, Median("working_days")),
        mean_days=_days(decided, Avg("working_days", output_field=FloatField())),
    ).order_by("name", "pk")


def _number(rows: QuerySet, of: str) -> Coalesce:
    counted = rows.order_by().values(of).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _days(decided: QuerySet, figure) -> Coalesce:
    found = decided.order_by().values("decided_by").annotate(figure=figure).values("figure")
    return Coalesce(Subquery(found, output_field=FloatField()), UNKNOWN)
