"""What the provider may do with its application."""

from datetime import datetime

from django.utils.translation import gettext as _

from approvals import queries, rules
from approvals.enums import ApplicationStatus
from approvals.models import CetApplication
from approvals.queries import drafting
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from providers import permissions as provider_permissions


def _of_the_provider(actor: Actor, application: CetApplication, permission: str) -> Refusal | None:
    if actor.tenant_id != application.provider_id:
        return Refusal(_("Only the provider whose application this is can do that."))
    if not actor.may(permission):
        return provider_permissions.not_your_role(application.provider_id)
    return None


def may_write(
    actor: Actor, application: CetApplication, *, at: datetime, section: str = ""
) -> Refusal | None:
    """An author or system administrator of the provider, while it is a draft.

    Once asked for information they may change the sections that a question is about, and only
    those; `section` empty asks about the draft as a whole.
    """
    refusal = _of_the_provider(actor, application, Permission.APPLICATION_WRITE)
    if refusal is not None or application.status == ApplicationStatus.DRAFT:
        return refusal
    if application.status != ApplicationStatus.INFORMATION_REQUESTED or not section:
        return Refusal(_("The application has been submitted, so it can no longer be changed."))
    if section not in queries.sections_asked_about(application):
        return Refusal(_("No question is about this section, so it can not be changed now."))
    return _in_time_to_answer(application, at)


def _in_time_to_answer(application: CetApplication, at: datetime) -> Refusal | None:
    if application.due_on and london_date(at) > application.due_on:
        return Refusal(_("The last day to answer is past, so the answer cannot be taken any more."))
    return None


def may_submit(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """A system administrator of a listed provider that is not held (decisions.md 24)."""
    return _of_the_provider(
        actor, application, Permission.APPLICATION_SUBMIT
    ) or provider_permissions.may_submit(application.provider_id, at=at)


def may_tell_ready(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """An author, once nothing stands against submitting the draft."""
    return may_write(actor, application, at=at) or nothing_stands_against(application)


def nothing_stands_against(application: CetApplication) -> Refusal | None:
    """What it says is complete and contradicts no rule: whoever sends it."""
    found = rules.problems(queries.values_of(application), drafting.reference())
    if rules.errors(found):
        return Refusal(_("Some answers are missing or contradict each other."))
    return None


def may_withdraw(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """A system administrator of the provider, before a decision."""
    return _of_the_provider(actor, application, Permission.APPLICATION_SUBMIT)


def may_answer(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """The provider, up to the end of the last day (decisions.md 12)."""
    return _of_the_provider(actor, application, Permission.APPLICATION_WRITE) or _in_time_to_answer(
        application, at
    )


def may_appeal(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """A system administrator of the provider, once, within 20 working days (decisions.md 13)."""
    refusal = _of_the_provider(actor, application, Permission.APPLICATION_SUBMIT)
    if refusal is not None:
        return refusal
    if queries.is_renewed_otherwise(application):
        return Refusal(
            _("Another re-approval of the same CET is on its way or granted. Go on with that one.")
        )
    if queries.was_appealed(application):
        return Refusal(_("The appeal has been decided, and that is final. You can apply anew."))
    if application.due_on is None or london_date(at) > application.due_on:
        return Refusal(_("The last day to appeal is past. You can apply anew."))
    return None
