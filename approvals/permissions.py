"""Who may do what with an application, and if not why."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals import queries, rules
from approvals.enums import ApplicationStatus
from approvals.models import CetApplication
from approvals.queries import closed, drafting
from cet_portal.accounts.models import User
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


def may_assign(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """The portal itself, and GOC staff."""
    if actor.is_clock or actor.may(Permission.APPROVAL_MANAGE):
        return None
    return Refusal(_("Only GOC staff can give an application to an approver."))


def may_decide(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """The approver who has it, without a conflict; an appeal not by whoever had it before."""
    if not actor.may(Permission.APPLICATION_DECIDE) or actor.user_id is None:
        return Refusal(_("Only an approver can review applications."))
    if application.approver_id != actor.user_id:
        return Refusal(_("Another approver has this application."))
    if conflict_of(actor.user_id, actor.name, application):
        return Refusal(
            _(
                "You belong to this provider, declared an interest in it or wrote the CET "
                "yourself. Hand the application back."
            )
        )
    return None


def may_hand_back(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """The approver who has it; the portal itself, where they have a conflict and nobody fits."""
    if actor.is_clock:
        return None
    if application.approver_id != actor.user_id or not actor.may(Permission.APPLICATION_DECIDE):
        return Refusal(_("Another approver has this application."))
    if application.status not in CetApplication.WITH_THE_APPROVER:
        return Refusal(_("Only an application that waits for your decision can be handed back."))
    return None


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


def may_manage(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """GOC staff: give more time, take an approval back, move a case."""
    if actor.may(Permission.APPROVAL_MANAGE):
        return None
    return Refusal(_("Only GOC staff can do that."))


def may_note(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """Approvers who see the case, and GOC staff."""
    if actor.may(Permission.APPROVAL_MANAGE) or actor.may(Permission.APPLICATION_DECIDE):
        return None
    return Refusal(_("Only approvers and GOC staff write notes."))


def may_read_notes(actor: Actor) -> Refusal | None:
    """Private notes are for approvers and staff, never for the provider."""
    if actor.may(Permission.APPROVAL_MANAGE) or actor.may(Permission.APPLICATION_DECIDE):
        return None
    return Refusal(_("Notes are for approvers and GOC staff."))


def only_after_the_end(
    actor: Actor, application: CetApplication, *, at: datetime
) -> Refusal | None:
    """The system, once the approval has ended."""
    if not actor.is_clock:
        return Refusal(_("Only the portal itself does this, when the approval has ended."))
    if application.approval_ends is None or london_date(at) <= application.approval_ends:
        return Refusal(_("The approval has not ended yet."))
    return None


def only_the_clock(actor: Actor, application: CetApplication, *, at: datetime) -> Refusal | None:
    """The system, after the last day to answer."""
    if not actor.is_clock:
        return Refusal(_("Only the portal itself does this, when the last day has passed."))
    if application.due_on is None or london_date(at) <= application.due_on:
        return Refusal(_("The last day to answer has not passed yet."))
    return None


def may_keep_approver(actor: Actor, approver: User, *, own: bool = True) -> Refusal | None:
    """Profession, absences and interests of an approver: GOC staff; with `own` also themselves."""
    themselves = actor.may(Permission.APPLICATION_DECIDE) and actor.user_id == approver.pk
    if actor.may(Permission.APPROVAL_MANAGE) or (own and themselves):
        return None
    return Refusal(_("Only GOC staff can do that."))
