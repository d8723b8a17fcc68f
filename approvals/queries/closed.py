"""Why an approver does not find an application that is there: the conflict, in one word."""

from typing import Literal

from django.db.models import Value

from approvals.models import ApproverInterest, CetApplication
from approvals.models.conflicts import conflict
from cet_portal.core.actor import Actor
from providers import queries as provider_queries

Conflict = Literal["member", "interest", "own"]


def conflict_about(actor: Actor, c_number: str) -> Conflict | None:
    """Does the approver belong to its provider, have an interest in it, or is it their own work
    (decisions.md 16)? None without a conflict, and for what nobody submitted."""
    submitted = CetApplication.objects.filter(c_number=c_number, submitted_at__isnull=False)
    found = submitted.filter(conflict(actor.user_id, Value(actor.name))).first()
    if found is None or actor.user_id is None:
        return None
    if provider_queries.belongs_to(actor.user_id, found.provider_id):
        return "member"
    interests = ApproverInterest.objects.in_force().filter(approver_id=actor.user_id)
    return "interest" if interests.filter(provider=found.provider_id).exists() else "own"
