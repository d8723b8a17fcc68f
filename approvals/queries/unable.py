"""Cases whose approver may not see or decide them any more."""

from django.db.models import OuterRef, Q

from approvals.models import CetApplication
from approvals.models.conflicts import conflict
from cet_portal.accounts.roles import Role


def cannot_decide() -> Q:
    """Whose approver's account is closed or no approver's any more, or who has a conflict by now.

    Of a queryset of applications.
    """
    return Q(approver__isnull=False, status__in=CetApplication.RUNNING) & (
        Q(approver__is_active=False)
        | ~Q(approver__roles__contains=[Role.APPROVER])
        | has_conflict()
    )


def has_conflict() -> Q:
    """Whose approver belongs to the provider by now, has an interest in it, or wrote the CET."""
    return conflict(OuterRef("approver"), OuterRef("approver__name"))


def is_unable(application: CetApplication) -> bool:
    """Does somebody have it who may not see or decide it any more?"""
    return CetApplication.objects.filter(cannot_decide(), pk=application.pk).exists()


def to_pass_on():
    """What waits for an approver with a conflict. While the provider has the clock it stays."""
    waiting = CetApplication.objects.filter(
        approver__isnull=False, status__in=CetApplication.WITH_THE_APPROVER
    )
    return waiting.filter(has_conflict())
