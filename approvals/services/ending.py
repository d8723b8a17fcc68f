"""Taken back by the provider; approvals that end."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from approvals import events, notifications, workflow
from approvals.enums import Ending
from approvals.models import CetApplication
from approvals.queries import reminding
from approvals.services.clocks import waive_unpaid_fast_track
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.permissions import Refusal, Refused
from cet_portal.core.workdays import NO_DEADLINE


@transaction.atomic
def withdraw(*, application: CetApplication, actor: Actor, at: datetime) -> CetApplication:
    """The provider takes it back before a decision; the number is never used again."""
    application = workflow.application.move(
        application, "withdraw", actor=actor, at=at, **NO_DEADLINE
    )
    application.assignments.end(Ending.CLOSED, at=at)
    waive_unpaid_fast_track(application=application, actor=CLOCK, at=at)
    notifications.TakenBack(application).send(at=at, besides=actor.user_id)
    return application


@transaction.atomic
def withdraw_approval(
    *, application: CetApplication, reason: str, actor: Actor, at: datetime
) -> CetApplication:
    """GOC staff end an approval: planned events are stopped, registrants' points stay.

    The provider reads the reason. Refused without one.
    """
    if not reason.strip():
        raise Refused(Refusal(_("Give the reason: the provider reads it.")))
    application = workflow.application.move(
        application,
        "withdraw_approval",
        actor=actor,
        at=at,
        reason=reason.strip(),
        reasons=reason.strip(),
        **NO_DEADLINE,
    )
    notifications.ApprovalWithdrawn(application).send(at=at, besides=actor.user_id)
    events.approval_ended.send(
        sender=CetApplication, application=application, actor=actor, at=at, reason=reason.strip()
    )
    return application


@transaction.atomic
def expire(*, application: CetApplication, actor: Actor, at: datetime) -> CetApplication:
    """The cycle has ended, and the approval with it (decisions.md 14).

    The provider is told once of all that end with this one, by the first of them.
    """
    is_first = reminding.is_first_to_expire(application)
    application = workflow.application.move(
        application, "expire", actor=actor, at=at, **NO_DEADLINE
    )
    if is_first:
        ended = list(reminding.expired_with(application))
        notifications.Expired(application, ended).send(at=at)
    events.approval_ended.send(
        sender=CetApplication,
        application=application,
        actor=actor,
        at=at,
        reason=_("The approval ended with the CET cycle."),
    )
    return application
