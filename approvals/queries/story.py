"""Reads of what happened to an application."""

from approvals.enums import ApplicationStatus
from approvals.models import CetApplication
from cet_portal.core.models import StatusChange


def submissions_of(application: CetApplication):
    """Every round, the earliest first."""
    return application.submissions.order_by("round")


def timeline(application: CetApplication):
    """Who did what, when, in which role; the earliest first."""
    return StatusChange.objects.filter(
        case_type=application._meta.label, case_id=application.pk
    ).order_by("at", "pk")


def rejected_unanswered(application: CetApplication) -> bool:
    """Did the portal reject it, because no answer came in time?"""
    rejected = application.status == ApplicationStatus.REJECTED
    return rejected and timeline(application).filter(step="lapse").exists()
