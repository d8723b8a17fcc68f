"""Who may do what with an application, and if not why."""

from datetime import datetime

from django.utils.translation import gettext as _

from approvals.enums import ApplicationStatus
from approvals.models import CetApplication
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from providers import permissions as provider_permissions
from providers import queries as provider_queries


def _of_the_provider(actor: Actor, application: CetApplication, permission: str) -> Refusal | None:
    if actor.tenant_id != application.provider_id:
        return Refusal(_("Only the provider whose application this is can do that."))
    if not actor.may(permission):
        return Refusal(_("Your role in the provider does not allow this."))
    return None


def may_write(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """An author or system administrator of the provider, while it is a draft."""
    refusal = _of_the_provider(actor, application, Permission.APPLICATION_WRITE)
    if refusal is None and application.status != ApplicationStatus.DRAFT:
        return Refusal(_("The application has been submitted, so it can no longer be changed."))
    return refusal


def may_submit(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """A system administrator of a listed provider."""
    return _of_the_provider(
        actor, application, Permission.APPLICATION_SUBMIT
    ) or provider_permissions.may_submit_and_schedule(application.provider_id, at=at)


def may_withdraw(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """A system administrator of the provider, before a decision."""
    return _of_the_provider(actor, application, Permission.APPLICATION_SUBMIT)


def may_answer(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """The provider, up to the end of the last day (decisions.md 12)."""
    refusal = _of_the_provider(actor, application, Permission.APPLICATION_WRITE)
    if refusal is None and application.due_on and london_date(at) > application.due_on:
        return Refusal(_("The last day to answer is past, so the answer cannot be taken any more."))
    return refusal


def may_take(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """An approver who does not belong to the provider (decisions.md 16)."""
    if not actor.may(Permission.APPLICATION_DECIDE):
        return Refusal(_("Only an approver can review applications."))
    if provider_queries.belongs_to(actor.user_id, application.provider_id):
        return Refusal(_("You belong to this provider, so somebody else has to review it."))
    return None


def may_decide(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """The approver who took it."""
    refusal = may_take(actor, application, at=at)
    if refusal is None and application.approver_id != actor.user_id:
        return Refusal(_("Another approver has taken this application."))
    return refusal


def only_the_clock(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """The system, after the last day to answer."""
    if not actor.is_clock:
        return Refusal(_("Only the portal itself does this, when the last day has passed."))
    if application.due_on is None or london_date(at) <= application.due_on:
        return Refusal(_("The last day to answer has not passed yet."))
    return None
