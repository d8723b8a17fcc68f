"""Who drafts another scheme version."""

from datetime import datetime

from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal
from compliance.models import (
    SchemeVariant,
)


def may_draft(
    actor: Actor, variant: SchemeVariant | None = None, *, at: datetime
) -> Refusal | None:
    """GOC staff: draft, change, rehearse and withdraw variants of a scheme version."""
    if actor.tenant_id is None and actor.may(Permission.SCHEME_DRAFT):
        return None
    return Refusal(_("Only GOC staff draft variants of a scheme version."))
