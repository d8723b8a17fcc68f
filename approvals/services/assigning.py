"""Who reviews: chosen by the portal, changed by staff, handed back by the approver."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from approvals import notifications, permissions, queries, workflow
from approvals.enums import ApplicationStatus, Ending
from approvals.models import Assignment as AssignmentRow
from approvals.models import CetApplication
from approvals.queries import choosing
from cet_portal.accounts.models import User
from cet_portal.core import audit
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock


@transaction.atomic
def assign_next(
    *, application: CetApplication, actor: Actor = CLOCK, at: datetime
) -> CetApplication:
    """Give it to the approver who fits and has the fewest open cases: the portal's own act.

    `actor` made it necessary, and is not told what they did themselves.

    Fits: the profession of an audience, without conflict, not away up to the due date, and has
    not had this application before. Nobody fits: it goes to the CET manager's list, who is told.
    """
    current = lock(application)
    if current.approver_id or current.status not in CetApplication.WITH_THE_APPROVER:
        return current
    chosen = choosing.next_approver(current, at=at)
    if chosen is None:
        notifications.NobodyFits(current).send(at=at, besides=actor.user_id)
        return current
    return give(application=current, approver=chosen, actor=CLOCK, at=at)


@transaction.atomic
def assign(
    *, application: CetApplication, approver: User, actor: Actor, at: datetime
) -> CetApplication:
    """Staff give an application that nobody has to this approver. Refused with a conflict."""
    current = lock(application)
    require(permissions.may_assign(actor, current, at=at))
    if current.status not in CetApplication.WITH_THE_APPROVER:
        raise Refused(Refusal(_("The application does not wait for an approver any more.")))
    if current.approver_id:
        raise Refused(_moved(current))
    _require_fit(current, approver, at=at)
    return give(application=current, approver=approver, actor=actor, at=at)


@transaction.atomic
def reassign(
    *,
    application: CetApplication,
    approver: User,
    reason: str,
    instead_of: int | None = None,
    actor: Actor,
    at: datetime,
) -> CetApplication:
    """Staff give it to another approver; the clock runs on. Refused with a conflict.

    `instead_of`: who had it when staff looked; refused if somebody else has it meanwhile. What
    nobody has is assigned.
    """
    current = lock(application)
    require(permissions.may_manage(actor, current, at=at))
    if current.status not in CetApplication.RUNNING:
        raise Refused(Refusal(_("The application does not wait for an approver any more.")))
    if instead_of and current.approver_id and current.approver_id != instead_of:
        raise Refused(_moved(current))
    if current.approver_id is None:
        return assign(application=current, approver=approver, actor=actor, at=at)
    if current.approver_id == approver.pk:
        raise Refused(Refusal(_("%(name)s has it already.") % {"name": approver}))
    _require_fit(current, approver, at=at)
    current.assignments.end(Ending.REASSIGNED, at=at, reason=reason.strip())
    notifications.TakenAway(current, reason.strip()).send(at=at, besides=actor.user_id)
    return give(application=current, approver=approver, actor=actor, at=at)


@transaction.atomic
def hand_back(
    *, application: CetApplication, reason: str, actor: Actor, at: datetime
) -> CetApplication:
    """The approver gives it back with a reason; the portal chooses somebody else."""
    current = lock(application)
    require(permissions.may_hand_back(actor, current, at=at))
    if not reason.strip():
        raise Refused(Refusal(_("Say why you hand it back.")))
    current.assignments.end(Ending.HANDED_BACK, at=at, reason=reason.strip())
    current = leave_to_nobody(application=current, reason=reason.strip(), actor=actor, at=at)
    return assign_next(application=current, actor=actor, at=at)


def leave_to_nobody(
    *, application: CetApplication, reason: str, actor: Actor, at: datetime
) -> CetApplication:
    """Nobody has it from now on. The application is locked and its assignment has ended."""
    if application.status == ApplicationStatus.IN_REVIEW:
        return workflow.application.move(
            application, "hand_back", actor=actor, at=at, reason=reason, approver_id=None
        )
    # Under appeal: the status stays, only the person changes.
    application.approver = None
    application.save(update_fields=["approver"])
    audit.record("application.hand_back", application, actor=actor, at=at, reason=reason)
    return application


def _moved(application: CetApplication) -> Refusal:
    words = {"number": application.c_number, "name": application.approver}
    return Refusal(_("%(number)s was given to %(name)s in the meantime.") % words)


def _require_fit(application: CetApplication, approver: User, *, at: datetime) -> None:
    if not choosing.is_approver(approver):
        raise Refused(Refusal(_("%(name)s is no approver.") % {"name": approver}))
    choosing.lock_profile(approver)
    bars = [one for one in choosing.objections_to(application, approver, at=at) if one.bar]
    if bars:
        words = {"name": approver, "why": bars[0].sentence}
        raise Refused(Refusal(_("%(name)s cannot have it. %(why)s") % words))


def give(
    *, application: CetApplication, approver: User, actor: Actor, at: datetime
) -> CetApplication:
    """They have it from now on, and are told. The application is locked and nobody has it."""
    AssignmentRow.objects.create(
        application=application,
        approver=approver,
        stage=queries.stage_of(application),
        began_at=at,
        given_by=actor.name[:200],
        given_by_role=actor.role,
    )
    if application.status == ApplicationStatus.SUBMITTED:
        application = workflow.application.move(
            application, "assign", actor=actor, at=at, approver_id=approver.pk
        )
    else:
        application.approver = approver
        application.save(update_fields=["approver"])
        audit.record("application.assign", application, actor=actor, at=at, approver=approver.pk)
    notifications.Assigned(application).send(at=at, besides=actor.user_id)
    return application
