"""Who may act in a case on somebody's behalf."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal
from compliance.models import CycleDispute, ExceptionRequest
from registrants import permissions as register_permissions
from registrants.models import AssistedRequest

RECORD_FIRST = gettext_lazy("Record first what they asked for, by letter or phone.")


def may_act_for(
    actor: Actor,
    case: ExceptionRequest | CycleDispute,
    on: AssistedRequest | None,
    *,
    at: datetime,
) -> Refusal | None:
    """Staff need what the person asked by letter or phone; the person acts without it."""
    if actor.person_id is not None and on is None:
        return theirs(actor, case)
    if on is None:
        return Refusal(str(RECORD_FIRST))
    if on.registrant_id != case.registrant_id:
        return Refusal(_("This letter or call is of somebody else."))
    return register_permissions.may_assist(actor, on.registrant, at=at)


def theirs(actor: Actor, case: ExceptionRequest | CycleDispute) -> Refusal | None:
    """The registrant whose case it is, or staff whom they asked."""
    own = actor.person_id is not None and actor.person_id == case.registrant_id
    if own or actor.may(Permission.POINTS_ASSIST):
        return None
    if isinstance(case, CycleDispute):
        return Refusal(_("Only the registrant who disputes it can do that."))
    return Refusal(_("Only the registrant who asked can do that."))
