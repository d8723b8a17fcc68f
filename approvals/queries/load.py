"""Approvers with their load and how timely they are."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import (
    Aggregate,
    Avg,
    Case,
    Count,
    Exists,
    FloatField,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce, Round

from approvals.enums import ApplicationStatus
from approvals.models import ApproverAbsence, CetApplication, Decision, InformationRequest
from approvals.queries.choosing import approvers
from approvals.queries.lists import A_WEEK
from approvals.queries.unable import has_conflict
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date

A_YEAR = timedelta(days=365)


class Median(Aggregate):
    """The value in the middle."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def approvers_visible_to(actor: Actor) -> QuerySet[User]:
    """All approvers for GOC staff, only themselves for an approver."""
    if actor.may(Permission.APPROVAL_MANAGE):
        return approvers()
    if actor.may(Permission.APPLICATION_DECIDE):
        return approvers().filter(pk=actor.user_id)
    return approvers().none()


def with_load(found: QuerySet[User], *, at: datetime) -> QuerySet[User]:
    """Each approver with figures, in one query and one for the absences.

    Now: `open_cases`, `due_this_week` (within 7 days), `late`. Of the last 12 months: `decided`,
    `median_days` (working days that approvers had the clock), and in per cent of what was decided
    `approved_share`, `rejected_share`, `asked_share` (asked for information first).
    `absences_ahead`: those that are not over. What a conflict has closed to them is not counted.
    """
    today = london_date(at)
    running = CetApplication.objects.filter(
        approver=OuterRef("pk"), status__in=CetApplication.RUNNING
    )
    mine = running.exclude(has_conflict())
    waiting = mine.filter(status__in=CetApplication.WITH_THE_APPROVER)
    decided = Decision.objects.filter(decided_by=OuterRef("pk"), decided_at__gte=at - A_YEAR)
    asked = InformationRequest.objects.filter(application=OuterRef("application"))
    found = found.annotate(
        open_cases=_number(mine, "approver"),
        due_this_week=_number(waiting.filter(due_on__range=(today, today + A_WEEK)), "approver"),
        late=_number(waiting.filter(due_on__lt=today), "approver"),
        decided=_number(decided, "decided_by"),
        median_days=_over(decided, Median("working_days")),
        approved_share=_per_cent(decided, Q(outcome=ApplicationStatus.APPROVED)),
        rejected_share=_per_cent(decided, Q(outcome=ApplicationStatus.REJECTED)),
        asked_share=_per_cent(decided, Q(Exists(asked))),
    )
    ahead = ApproverAbsence.objects.filter(last_day__gte=today).order_by("first_day")
    return found.prefetch_related(Prefetch("approver_absences", ahead, to_attr="absences_ahead"))


def _number(rows: QuerySet, of: str) -> Coalesce:
    counted = rows.order_by().values(of).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _over(decided: QuerySet, figure: Aggregate) -> Subquery:
    return Subquery(
        decided.order_by().values("decided_by").annotate(figure=figure).values("figure")
    )


def _per_cent(decided: QuerySet, condition: Q) -> Round:
    return Round(_over(decided, Avg(Case(When(condition, then=100.0), default=0.0))))


def cases_of(approver: User, rows: QuerySet[CetApplication]) -> QuerySet[CetApplication]:
    """Of `rows` what the approver has and sees now: the earliest due date first."""
    mine = rows.filter(approver=approver, status__in=CetApplication.RUNNING)
    return mine.exclude(has_conflict()).order_by("due_on", "pk")


def running_with(user_id: int, provider_id: int) -> QuerySet[CetApplication]:
    """Cases of this provider that the approver has, whatever their conflict."""
    found = CetApplication.objects.filter(approver_id=user_id, provider_id=provider_id)
    return found.filter(status__in=CetApplication.RUNNING).order_by("pk")


def with_keys(keys: Iterable[int]) -> dict[int, User]:
    """Approvers by their keys."""
    return approvers().in_bulk(list(keys))
