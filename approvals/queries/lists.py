"""Lists of applications: whose, which of them, in which order."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When

from approvals.enums import ApplicationStatus
from approvals.models import AppealDraft, CetApplication, Decision
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


def of_provider(actor: Actor):
    """The provider's applications: what it must answer first, then the newest."""
    asked_first = Case(When(status=S.INFORMATION_REQUESTED, then=0), default=1)
    return visible_to(actor).order_by(asked_first, "-pk")


def asked_of(actor: Actor):
    """What the actor's provider has to answer: the earliest due date first."""
    return visible_to(actor).filter(status=S.INFORMATION_REQUESTED).order_by("due_on", "pk")


def to_appeal(actor: Actor, today: date):
    """What was rejected and may still be appealed against: the earliest last day first.

    `appeal_begun`: has the actor's provider kept one that it has not sent?
    """
    begun = AppealDraft.objects.visible_to(actor).filter(application=OuterRef("pk"))
    rejected = visible_to(actor).filter(status=S.REJECTED, due_on__gte=today)
    rejected = rejected.annotate(appeal_begun=Exists(begun))
    return rejected.order_by("due_on", "pk")


def ending_soon(actor: Actor, today: date, *, days: int):
    """Approvals that end within so many days, the first to end first."""
    last = today + timedelta(days=days)
    ending = visible_to(actor).filter(status=S.APPROVED, due_on__gte=today, due_on__lte=last)
    return ending.order_by("due_on", "pk")


def with_a_clock(actor: Actor):
    """Everything with a due date that somebody may still miss: the earliest first."""
    waiting = visible_to(actor).filter(status__in=CetApplication.OPEN_STATUSES)
    return waiting.filter(due_on__isnull=False).order_by("due_on", "pk")


def ending_by_day(actor: Actor, today: date):
    """How many approvals end on which day, from today on: `due_on` and `total`."""
    seen = CetApplication.objects.visible_to(actor).filter(provider__own="")
    ending = seen.filter(status=S.APPROVED, due_on__gte=today)
    return ending.order_by("due_on").values("due_on").annotate(total=Count("pk"))


def under_appeal(actor: Actor):
    """Appeals that wait for their decision: the earliest due date first."""
    return visible_to(actor).filter(status=S.UNDER_APPEAL).order_by("due_on", "pk")


def drafts_of(actor: Actor):
    """The provider's drafts, the latest saved first."""
    return visible_to(actor).filter(status=S.DRAFT).order_by("-saved_at")


def open_cases(actor: Actor):
    """Everything with a running clock: the earliest due date first."""
    running = CetApplication.RUNNING
    return visible_to(actor).filter(status__in=running).order_by("due_on", "pk")


def deciding_by(actor: Actor, day: date):
    """Waiting for an approver whose clock has run or runs out by `day`."""
    return open_cases(actor).exclude(status=S.INFORMATION_REQUESTED).filter(due_on__lte=day)


def everything(actor: Actor):
    """For staff: all that providers submitted, the newest first."""
    return visible_to(actor).filter(provider__own="").order_by("-submitted_at", "-pk")


def queue(actor: Actor):
    """What waits for the approver's decision: the earliest due date first."""
    return visible_to(actor).filter(_waits_for(actor)).order_by("due_on", "submitted_at", "pk")


def taken_by(actor: Actor):
    """What the approver has to decide: the earliest due date first."""
    return queue(actor)


def asked_by(actor: Actor):
    """The approver's cases in which the provider has the clock."""
    return visible_to(actor).filter(_asked_by(actor)).order_by("due_on", "pk")


def decided_by(actor: Actor):
    """What the approver has decided, the latest first."""
    return visible_to(actor).filter(_decided_by(actor)).order_by("-decided_at", "-pk")


def parts_of_queue(actor: Actor) -> dict[str, int]:
    """How many the approver has to decide (`mine`), has `asked` about, has `decided`."""
    return CetApplication.objects.visible_to(actor).aggregate(
        mine=Count("pk", filter=_waits_for(actor)),
        asked=Count("pk", filter=_asked_by(actor)),
        decided=Count("pk", filter=Q(_decided_by(actor))),
    )


def _waits_for(actor: Actor) -> Q:
    return Q(approver_id=actor.user_id, status__in=CetApplication.WITH_THE_APPROVER)


def _asked_by(actor: Actor) -> Q:
    return Q(approver_id=actor.user_id, status=S.INFORMATION_REQUESTED)


def _decided_by(actor: Actor) -> Exists:
    own = Decision.objects.filter(decided_by_id=actor.user_id)
    return Exists(own.filter(application=OuterRef("pk")))


def without_approver(actor: Actor):
    """For staff: what waits and nobody has, or nobody who may decide it; the earliest due first."""
    nobodys = Q(approver__isnull=True, status__in=CetApplication.WITH_THE_APPROVER)
    waiting = visible_to(actor).filter(nobodys | cannot_decide())
    return waiting.order_by("due_on", "pk")
