"""Reads of applications."""

from datetime import date
from typing import Any

from approvals.enums import ApplicationStatus
from approvals.models import AudienceApproval, CetApplication
from cet_portal.core.actor import Actor
from cet_portal.core.models import StatusChange
from cet_portal.scheme.models import CompetencyUnit

S = ApplicationStatus


def visible_to(actor: Actor):
    """The applications that the actor may see, with what a list shows."""
    return CetApplication.objects.visible_to(actor).select_related("provider", "modality", "approver")


def queue(actor: Actor):
    """What an approver can take, and what they have taken: the earliest due date first."""
    waiting = visible_to(actor).filter(status__in=[S.SUBMITTED, S.IN_REVIEW])
    return waiting.order_by("due_on", "submitted_at", "pk")


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


def timeline(application: CetApplication):
    """Who did what, when, in which role; the earliest first."""
    return StatusChange.objects.filter(
        case_type=application._meta.label, case_id=application.pk
    ).order_by("at", "pk")
