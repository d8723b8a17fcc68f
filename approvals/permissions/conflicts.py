"""Who must not decide a case, and finds nothing under its number."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals import queries
from approvals.models import CetApplication
from approvals.queries import closed
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal
from providers import queries as provider_queries


def conflict_of(user_id: int, name: str, application: CetApplication) -> Refusal | None:
    """Why this person must not decide it: membership, interest, own work (decisions.md 16)."""
    if provider_queries.belongs_to(user_id, application.provider_id):
        return Refusal(_("They belong to this provider, so somebody else has to review it."))
    if not queries.without_conflict(application, user_id, name):
        return Refusal(
            _(
                "They declared an interest in this provider or wrote the CET themselves, "
                "so somebody else has to review it."
            )
        )
    return None


def closed_to(actor: Actor, c_number: str) -> Refusal | None:
    """Why an approver finds nothing under this number: a conflict (decisions.md 16). Nothing for
    others, and where no application that was submitted has it."""
    if not actor.may(Permission.APPLICATION_DECIDE):
        return None
    found = closed.conflict_about(actor, c_number)
    return Refusal(_CLOSED[found]) if found else None


_CLOSED: dict[closed.Conflict, str | Promise] = {
    "member": gettext_lazy(
        "Applications of this provider are closed to you, because you belong to it."
    ),
    "interest": gettext_lazy(
        "Applications of this provider are closed to you, because you declared an interest in it."
    ),
    "own": gettext_lazy(
        "This application is closed to you, because it is your own work: you wrote it, sent it, or "
        "are named as an author or presenter."
    ),
}
