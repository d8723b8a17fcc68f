"""Approvers: profession, absences, interests."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from approvals import permissions
from approvals.models import ApproverAbsence, ApproverInterest, ApproverProfile
from approvals.queries import choosing
from cet_portal.accounts.models import User
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from providers.models import Provider


@transaction.atomic
def set_profile(*, approver: User, profession: str, actor: Actor, at: datetime) -> ApproverProfile:
    """Staff say which profession an approver has: who has none is given no case."""
    require(permissions.may_keep_approver(actor, approver, own=False))
    profile, _created = ApproverProfile.objects.update_or_create(
        user=approver, defaults={"profession": profession}
    )
    audit.record("approver.set_profile", profile, actor=actor, at=at, profession=profession)
    return profile


@transaction.atomic
def add_absence(
    *, approver: User, first_day: date, last_day: date, actor: Actor, at: datetime
) -> ApproverAbsence:
    """The approver is away on these days, both included, and is given nothing.

    By themselves or by staff. Refused when it is over already or ends before it begins. The same
    days twice give the first.
    """
    require(permissions.may_keep_approver(actor, approver))
    choosing.lock_profile(approver)
    if last_day < first_day:
        raise Refused(Refusal(_("The last day away cannot lie before the first.")))
    if last_day < london_date(at):
        raise Refused(Refusal(_("This absence is over already.")))
    absence, created = ApproverAbsence.objects.get_or_create(
        approver=approver, first_day=first_day, last_day=last_day
    )
    if not created:
        return absence
    audit.record(
        "approver.add_absence",
        absence,
        actor=actor,
        at=at,
        first_day=first_day.isoformat(),
        last_day=last_day.isoformat(),
    )
    return absence


@transaction.atomic
def remove_absence(*, absence: ApproverAbsence, actor: Actor, at: datetime) -> None:
    """The approver is not away after all."""
    require(permissions.may_keep_approver(actor, absence.approver))
    audit.record(
        "approver.remove_absence",
        absence,
        actor=actor,
        at=at,
        first_day=absence.first_day.isoformat(),
        last_day=absence.last_day.isoformat(),
    )
    ApproverAbsence.objects.filter(pk=absence.pk).delete()


@transaction.atomic
def declare_interest(
    *, approver: User, provider: Provider, reason: str, actor: Actor, at: datetime
) -> ApproverInterest:
    """From now on the approver sees nothing of this provider (decisions.md 16).

    Declared twice gives the first. What they have of it already goes on by `pass_on`.
    """
    require(permissions.may_keep_approver(actor, approver))
    choosing.lock_profile(approver)
    interest, created = ApproverInterest.objects.get_or_create(
        approver=approver,
        provider=provider,
        ended_at=None,
        defaults={"reason": reason, "declared_at": at},
    )
    if created:
        audit.record(
            "approver.declare_interest", interest, actor=actor, at=at, provider=provider.pk
        )
    return interest


@transaction.atomic
def end_interest(*, interest: ApproverInterest, actor: Actor, at: datetime) -> None:
    """The interest is over. Staff only: nobody clears themselves."""
    require(permissions.may_keep_approver(actor, interest.approver, own=False))
    running = ApproverInterest.objects.filter(pk=interest.pk, ended_at__isnull=True)
    if running.update(ended_at=at):
        audit.record("approver.end_interest", interest, actor=actor, at=at)
