"""Several cases to other approvers; each in a transaction of its own, so none waits for another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from approvals import notifications, permissions
from approvals.enums import Ending
from approvals.models import CetApplication
from approvals.queries import choosing, load
from approvals.services.assigning import assign, give, leave_to_nobody, reassign
from cet_portal.accounts.models import User
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.permissions import Refused, require
from cet_portal.core.workflow import lock
from providers.models import Provider


@dataclass(frozen=True, slots=True)
class Move:
    """One case to one approver. `instead_of`: who had it when staff looked; None: nobody."""

    application: CetApplication
    approver: User
    instead_of: int | None


def reassign_many(
    *, moves: Sequence[Move], reason: str, actor: Actor, at: datetime
) -> list[tuple[Move, str]]:
    """Carry out what can be; returns the moves that were refused, each with the sentence why."""
    refused = []
    for move in moves:
        try:
            if move.instead_of is None:
                assign(application=move.application, approver=move.approver, actor=actor, at=at)
            else:
                reassign(
                    application=move.application,
                    approver=move.approver,
                    reason=reason,
                    instead_of=move.instead_of,
                    actor=actor,
                    at=at,
                )
        except Refused as no:
            refused.append((move, str(no.refusal)))
    return refused


def pass_on(
    *, approver: User, provider: Provider, actor: Actor, at: datetime
) -> tuple[list[CetApplication], list[CetApplication]]:
    """An approver with an interest in the provider has none of its cases any more.

    Each goes to the next who fits. Returns those that went and those for which nobody fits:
    nobody has them, and the CET manager is told. What the provider has to answer first stays,
    closed to the approver, until the answer is there.
    """
    require(permissions.may_keep_approver(actor, approver))
    reason = _("They declared an interest in the provider.")
    return _pass_on_all(approver.pk, provider, reason, actor=actor, at=at)


def pass_on_joined(*, user_id: int, provider: Provider, actor: Actor = CLOCK, at: datetime) -> None:
    """The same for somebody who belongs to the provider from now on; most are no approvers."""
    with transaction.atomic():
        # A case that is being given to them is given by then, and no other will be.
        choosing.lock_profile(user_id)
    reason = _("They belong to the provider.")
    _pass_on_all(user_id, provider, reason, actor=actor, at=at)


@transaction.atomic
def pass_on_unable(*, application: CetApplication, actor: Actor, at: datetime) -> None:
    """What an approver with a conflict still has to decide goes on: found by the timer."""
    current = lock(application)
    if current.status in CetApplication.WITH_THE_APPROVER:
        pass_on_answered(application=current, actor=actor, at=at)


def _pass_on_all(
    user_id: int, provider: Provider, reason: str, *, actor: Actor, at: datetime
) -> tuple[list[CetApplication], list[CetApplication]]:
    gone: list[CetApplication] = []
    left: list[CetApplication] = []
    for application in load.running_with(user_id, provider.pk):
        moved = _pass_on_one(application, user_id, reason, actor=actor, at=at)
        if moved is not None:
            (left if moved.approver_id in (None, user_id) else gone).append(moved)
    return gone, left


@transaction.atomic
def _pass_on_one(
    application: CetApplication, user_id: int, reason: str, *, actor: Actor, at: datetime
) -> CetApplication | None:
    current = lock(application)
    if current.approver_id != user_id or current.status not in CetApplication.RUNNING:
        return None
    return _take_away(current, reason, actor=actor, at=at)


def pass_on_answered(*, application: CetApplication, actor: Actor, at: datetime) -> CetApplication:
    """The provider has answered: an approver with a conflict by now has it no longer.

    The application is locked.
    """
    approver = application.approver
    if approver is None or not permissions.conflict_of(approver.pk, str(approver), application):
        return application
    return _take_away(application, _("They have a conflict of interest."), actor=actor, at=at)


def _take_away(
    current: CetApplication, reason: str, *, actor: Actor, at: datetime
) -> CetApplication:
    chosen = choosing.next_approver(current, at=at)
    if chosen is None and current.status not in CetApplication.WITH_THE_APPROVER:
        # The provider has the clock: it stays until the answer, closed to the approver.
        notifications.NobodyFits(current).send(at=at, besides=actor.user_id)
        return current
    current.assignments.end(Ending.REASSIGNED, at=at, reason=reason)
    notifications.TakenAway(current, reason).send(at=at, besides=actor.user_id)
    if chosen is not None:
        return give(application=current, approver=chosen, actor=CLOCK, at=at)
    left = leave_to_nobody(application=current, reason=reason, actor=CLOCK, at=at)
    notifications.NobodyFits(left).send(at=at, besides=actor.user_id)
    return left
