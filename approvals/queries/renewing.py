"""Reads of approvals that end, and of the re-approval of CET."""

from datetime import date

from approvals.enums import ApplicationStatus
from approvals.models import CetApplication


def ended_by(today: date):
    """Approvals whose cycle has ended."""
    return CetApplication.objects.ended_by(today)


def live_renewal_of(application: CetApplication) -> CetApplication | None:
    """The re-approval of this CET that is on its way or granted, if there is one."""
    found = application.copies.filter(renews=True).exclude(
        status__in=[
            ApplicationStatus.REJECTED,
            ApplicationStatus.WITHDRAWN,
            ApplicationStatus.EXPIRED,
            ApplicationStatus.APPROVAL_WITHDRAWN,
        ]
    )
    return found.order_by("-pk").first()


def is_renewed_otherwise(application: CetApplication) -> bool:
    """Is it a re-approval of CET that has another one on its way or granted?"""
    if not application.renews or application.copied_from is None:
        return False
    live = live_renewal_of(application.copied_from)
    return live is not None and live.pk != application.pk
