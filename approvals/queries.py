"""Reads of applications."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, Q, When

from approvals.enums import ApplicationStatus
from approvals.models import AudienceApproval, CetApplication
from cet_portal.core.actor import Actor
from cet_portal.core.models import StatusChange
from cet_portal.scheme.models import CompetencyUnit

S = ApplicationStatus


def visible_to(actor: Actor):
    """The applications that the actor may see, with what a list shows."""
    seen = CetApplication.objects.visible_to(actor)
    return seen.select_related("provider", "modality", "approver")


def values_by_section(application: CetApplication) -> dict[str, Any]:
    """`values_of`, with the objects that forms show instead of their keys."""
    return {**values_of(application), "modality": application.modality}


def matching(rows, *, text: str = "", status: str = ""):
    """Those whose number or title holds `text` and whose status is `status`; empty: any."""
    if text:
        rows = rows.filter(Q(c_number__icontains=text) | Q(title__icontains=text))
    return rows.filter(status=status) if status else rows


def of_provider(actor: Actor):
    """The provider's applications: what it must answer first, then the newest."""
    asked_first = Case(When(status=S.INFORMATION_REQUESTED, then=0), default=1)
    return visible_to(actor).order_by(asked_first, "-pk")


def asked_of(actor: Actor):
    """What the actor's provider has to answer: the earliest due date first."""
    return visible_to(actor).filter(status=S.INFORMATION_REQUESTED).order_by("due_on", "pk")


def drafts_of(actor: Actor):
    """The provider's drafts, the latest saved first."""
    return visible_to(actor).filter(status=S.DRAFT).order_by("-saved_at")


def open_cases(actor: Actor):
    """Everything with a running clock: the earliest due date first."""
    running = CetApplication.OPEN_STATUSES
    return visible_to(actor).filter(status__in=running).order_by("due_on", "pk")


def deciding_by(actor: Actor, day: date):
    """Waiting for an approver whose clock has run or runs out by `day`."""
    return open_cases(actor).exclude(status=S.INFORMATION_REQUESTED).filter(due_on__lte=day)


def everything(actor: Actor):
    """For staff: all that was submitted, the newest first."""
    return visible_to(actor).order_by("-submitted_at", "-pk")


def queue(actor: Actor):
    """What an approver can take, and what they have taken: the earliest due date first."""
    waiting = visible_to(actor).filter(status__in=[S.SUBMITTED, S.IN_REVIEW])
    return waiting.order_by("due_on", "submitted_at", "pk")


def waiting(actor: Actor):
    """What nobody has taken yet: the earliest due date first."""
    return queue(actor).filter(status=S.SUBMITTED)


def taken_by(actor: Actor):
    """What the approver has taken and has to decide: the earliest due date first."""
    return queue(actor).filter(status=S.IN_REVIEW)


def is_out_of_the_queue(actor: Actor, c_number: str) -> bool:
    """Could the approver have seen this a moment ago, before somebody took it or took it back?

    Says nothing of drafts and of providers that the approver belongs to.
    """
    return (
        CetApplication.objects.filter(c_number=c_number)
        .exclude(status=S.DRAFT)
        .exclude(provider__memberships__user_id=actor.user_id)
        .exists()
    )


def asked_by(actor: Actor):
    """The approver's cases in which the provider has the clock."""
    return visible_to(actor).filter(status=S.INFORMATION_REQUESTED).order_by("due_on", "pk")


def decided_by(actor: Actor):
    """What the approver has decided, the latest first."""
    decided = visible_to(actor).filter(status__in=[S.APPROVED, S.REJECTED])
    return decided.order_by("-decided_at")


def unanswered(today: date):
    """Requests for information whose last day is past."""
    return CetApplication.objects.unanswered(today)


def approved(on: date):
    """CET that may be promoted on this day: the only part that everybody may see."""
    return (
        CetApplication.objects.approved_on(on)
        .select_related("provider", "modality")
        .prefetch_related("approvals")
    )


def promoted(on: date, c_numbers: Iterable[str]) -> set[str]:
    """Which of these have a page in the directory on this day."""
    found = CetApplication.objects.approved_on(on).filter(c_number__in=set(c_numbers))
    return set(found.values_list("c_number", flat=True))


def values_of(application: CetApplication) -> dict[str, Any]:
    """The fields by name, as `rules.problems` reads them."""
    return {
        "title": application.title,
        "summary": application.summary,
        "modality": application.modality_id,
        "duration_minutes": application.duration_minutes,
        "audiences": application.audiences,
        "units": application.units,
        "objectives": [objective.text for objective in application.objectives.order_by("order")],
        "assessment": application.assessment,
        "ground": application.ground,
        "interaction": application.interaction,
        "points_total": application.points_total,
        "points_interactive": application.points_interactive,
        "peer_review": application.peer_review,
        "current_practice": application.current_practice,
        "patient_care": application.patient_care,
        "authors": application.authors,
        "interests": application.interests,
    }


def audience_of_unit() -> dict[str, str]:
    """For each unit's code the audience it belongs to."""
    return dict(CompetencyUnit.objects.values_list("code", "audience__code"))


def approvals_of(application: CetApplication) -> dict[str, AudienceApproval]:
    """The approval of each audience, by its code."""
    return {approval.audience: approval for approval in application.approvals.all()}


def requests_of(application: CetApplication):
    """Questions and answers, the earliest first."""
    return application.requests.order_by("asked_at", "pk").select_related("answered_by")


def timeline(application: CetApplication):
    """Who did what, when, in which role; the earliest first."""
    return StatusChange.objects.filter(
        case_type=application._meta.label, case_id=application.pk
    ).order_by("at", "pk")


def rejected_unanswered(application: CetApplication) -> bool:
    """Did the portal reject it, because no answer came in time?"""
    rejected = application.status == S.REJECTED
    return rejected and timeline(application).filter(step="lapse").exists()
