"""Who may plan what, and when."""

from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.enums import ApplicationStatus
from approvals.models import CetApplication
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from providers import permissions as provider_permissions
from sessions_events.models import Session
from sessions_events.permissions.people import of_the_provider


def may_plan(actor: Actor, provider_id: int | None, *, at: datetime) -> Refusal | None:
    """A system administrator of a listed provider may plan sessions."""
    if provider_id is None:
        return Refusal(_("Only a provider can plan sessions."))
    return of_the_provider(
        actor, provider_id, Permission.EVENT_PLAN
    ) or provider_permissions.may_submit_and_schedule(provider_id, at=at)


def may_add_event(
    actor: Actor,
    session: Session,
    application: CetApplication,
    *,
    first_day: date,
    last_day: date,
    at: datetime,
) -> Refusal | None:
    """Only approved CET of the same provider, whose approval is in force on the days
    (decisions.md 6, 13, 14)."""
    refusal = may_plan(actor, session.provider_id, at=at)
    if refusal is None and application.provider_id != session.provider_id:
        return Refusal(_("This CET belongs to another provider."))
    return refusal or may_be_held(application, first_day=first_day, last_day=last_day)


def may_be_held(application: CetApplication, *, first_day: date, last_day: date) -> Refusal | None:
    """Is the approval in force from the first to the last day of an event?"""
    if application.status != ApplicationStatus.APPROVED:
        return Refusal(_NOT_APPROVED.get(application.status, _NEVER_APPROVED))
    given, ends = application.decided_at, application.approval_ends
    if given is None or ends is None:
        return Refusal(_NEVER_APPROVED)
    if first_day < london_date(given):
        return Refusal(
            _("This CET was approved on %(day)s, so an event of it cannot begin before that day.")
            % {"day": date_format(london_date(given), "j F Y")}
        )
    if ends < last_day:
        return Refusal(
            _(
                "The approval ends before the day of the event: on %(day)s, with the cycle. Ask "
                "for re-approval to go on after it."
            )
            % {"day": date_format(ends, "j F Y")}
        )
    return None


_NEVER_APPROVED = gettext_lazy("Only approved CET can be added to a session.")
_NOT_APPROVED: dict[str, Any] = {
    ApplicationStatus.UNDER_APPEAL: gettext_lazy(
        "This CET is under appeal. It cannot be scheduled unless the appeal is upheld."
    ),
    ApplicationStatus.EXPIRED: gettext_lazy(
        "The approval of this CET has expired. Ask for re-approval to schedule it again."
    ),
    ApplicationStatus.APPROVAL_WITHDRAWN: gettext_lazy(
        "The GOC has withdrawn the approval of this CET, so it cannot be scheduled."
    ),
}
