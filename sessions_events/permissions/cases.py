"""Who may do what in a case about points."""

from datetime import datetime

from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from providers import permissions as provider_permissions
from sessions_events.enums import CASE_OPEN, CaseStatus
from sessions_events.models import PointsCase


def _of_the_provider(actor: Actor, case: PointsCase) -> Refusal | None:
    if actor.tenant_id is None or actor.tenant_id != case.provider_id:
        return Refusal(_("Only the provider of the event or GOC staff can do that."))
    if not actor.may(Permission.EVENT_UPLOAD):
        return provider_permissions.not_your_role(case.provider_id)
    return None


def may_settle_case(actor: Actor, case: PointsCase, *, at: datetime) -> Refusal | None:
    """The provider of the event, also once staff have it, and GOC staff at any time."""
    if actor.tenant_id is None and actor.may(Permission.CASE_SETTLE):
        return None
    return _of_the_provider(actor, case)


def may_refuse_case(actor: Actor, case: PointsCase, *, at: datetime) -> Refusal | None:
    """The provider as long as it has the case; then GOC staff alone."""
    refusal = may_settle_case(actor, case, at=at)
    if refusal is None and actor.tenant_id and case.status == CaseStatus.OPEN_STAFF:
        return Refusal(_("GOC staff have this case now. You can still add the points, or write."))
    return refusal


def may_pass_on(actor: Actor, case: PointsCase, *, at: datetime) -> Refusal | None:
    """The clock when the provider's days are over; the provider, and GOC staff, before that."""
    if actor.is_clock:
        if case.due_on is None or london_date(at) <= case.due_on:
            return Refusal(_("The provider still has time."))
        return None
    return may_settle_case(actor, case, at=at)


def may_name_event(actor: Actor, case: PointsCase, *, at: datetime) -> Refusal | None:
    """GOC staff say which event it is, and the provider has its days."""
    if not (actor.tenant_id is None and actor.may(Permission.CASE_SETTLE)):
        return Refusal(_("Only GOC staff can say which event a case is about."))
    return None


def _own(actor: Actor, case: PointsCase) -> Refusal | None:
    if actor.person_id is None or actor.person_id != case.registrant_id:
        return Refusal(_("Only the registrant whose case it is can do that."))
    return None


def may_dispute(actor: Actor, case: PointsCase, *, at: datetime) -> Refusal | None:
    """The registrant, within the days after the answer."""
    refusal = _own(actor, case)
    if refusal is None and case.due_on and london_date(at) > case.due_on:
        return Refusal(_("The last day to dispute this answer is past."))
    return refusal


def may_decide_dispute(actor: Actor, case: PointsCase, *, at: datetime) -> Refusal | None:
    """For the registrar: the CET manager, who did not give the disputed answer."""
    if not actor.may(Permission.DISPUTE_DECIDE):
        return Refusal(_("Only the CET manager decides disputes, for the registrar."))
    if actor.user_id is not None and actor.user_id == case.refused_by_id:
        return Refusal(
            _("You gave the answer that is disputed, so somebody else has to decide about it.")
        )
    return None


def may_withdraw_case(actor: Actor, case: PointsCase, *, at: datetime) -> Refusal | None:
    """The registrant; the portal where two people turn out to be one."""
    return None if actor.is_clock else _own(actor, case)


def may_write(actor: Actor, case: PointsCase, *, at: datetime) -> Refusal | None:
    """All three sides, while it is open."""
    if case.status not in CASE_OPEN:
        return Refusal(
            _("%(number)s is closed: “%(status)s”.")
            % {"number": case.reference, "status": case.get_status_display()}
        )
    if _own(actor, case) is None:
        return None
    return may_settle_case(actor, case, at=at)


def may_note(actor: Actor, case: PointsCase, *, at: datetime) -> Refusal | None:
    """Notes that staff alone read."""
    return may_name_event(actor, case, at=at) and Refusal(_("Only GOC staff write notes."))
