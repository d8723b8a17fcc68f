"""What an application was filled from, and what was filled from it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.models import CetApplication
from approvals.queries import drafting as reads
from cet_portal.accounts.roles import PROVIDER_ROLES, Permission
from cet_portal.core.actor import Actor


def links(application: CetApplication, actor: Actor) -> list[dict[str, Any]]:
    """Sentences, numbers, statuses and addresses of those that the actor may see."""
    return [
        {
            "words": _words(application, other),
            "number": other.c_number,
            "status": other.status,
            "label": other.get_status_display(),
            "url": _address(other, actor),
        }
        for other in reads.linked(application, actor)
    ]


def _words(application: CetApplication, other: CetApplication) -> str:
    is_older = application.copied_from_id == other.pk
    if is_older:
        return _("Re-approval of") if application.renews else _("Copied from")
    return _("Re-approval applied for as") if other.renews else _("Copied to")


def _address(application: CetApplication, actor: Actor) -> str:
    if actor.role in PROVIDER_ROLES:
        page = "application"
    else:
        page = "review" if actor.may(Permission.APPLICATION_DECIDE) else "staff_application"
    return reverse(f"approvals:{page}", args=[application.c_number])
