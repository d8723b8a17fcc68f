"""Clocks of an application: started, stopped, made shorter or longer."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from approvals import notifications, permissions
from approvals.enums import ApplicationStatus
from approvals.models import CetApplication, ClockExtension
from approvals.queries.clocks import days_with_approver, short_clock
from cet_portal.core import audit, holidays
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workdays import Deadline
from cet_portal.core.workflow import lock
from providers import queries as provider_queries
from providers import services as provider_services
from providers.enums import FeeKind


@transaction.atomic
def start_fast_track(*, application: CetApplication, actor: Actor, at: datetime) -> None:
    """The payment is recorded: 3 working days from now (decisions.md 11).

    Where that makes no clock shorter (`short_clock`) nothing starts, and both sides are told so.
    """
    current = lock(application)
    if current.fast_track_from is not None or current.status not in CetApplication.RUNNING:
        return
    shorter = short_clock(current, at=at)
    if shorter is None:
        audit.record("application.fast_track_changes_nothing", current, actor=actor, at=at)
        notifications.FastTrackChangesNothing(current, at).send(at=at)
        notifications.NothingChangedForApprover(current, at).send(at=at)
        return
    fields = shorter.as_fields()
    current.fast_track_from = london_date(at)
    current.days_with_approver = days_with_approver(current, at=at)
    current.due_on, current.due_sum = fields["due_on"], fields["due_sum"]
    current.save(update_fields=["fast_track_from", "due_on", "due_sum", "days_with_approver"])
    audit.record("application.start_fast_track", current, actor=actor, at=at)
    notifications.FastTrackStarted(current).send(at=at)
    notifications.FastTrackForApprover(current).send(at=at)


def _require_time_gained(
    application: CetApplication,
    deadline: Deadline,
    longer: Deadline,
    *,
    seen: date | None,
    today: date,
) -> None:
    if seen is not None and seen != deadline.due_on:
        raise Refused(Refusal(_("Another clock runs by now. Look at the sum again.")))
    if application.status == ApplicationStatus.REJECTED and deadline.is_past(today):
        raise Refused(Refusal(_("The last day to appeal is past, and is not opened again.")))
    if longer.due_on < today:
        raise Refused(Refusal(_("The new date would be past already. Give more working days.")))


@transaction.atomic
def extend_clock(
    *,
    application: CetApplication,
    working_days: int,
    reason: str,
    seen: date | None = None,
    actor: Actor,
    at: datetime,
) -> CetApplication:
    """Staff give whoever has the clock more working days; the sum says so and why.

    `seen`: the due date that staff saw, so that no other clock is made longer. Refused without a
    running clock, for less than a day, without a reason, where the new date would still be past,
    and once the last day to appeal is over.
    """
    current = lock(application)
    require(permissions.may_manage(actor, current, at=at))
    deadline = current.deadline
    if deadline is None or current.status not in CetApplication.OPEN_STATUSES:
        raise Refused(Refusal(_("No clock is running that could be given more time.")))
    if working_days < 1:
        raise Refused(Refusal(_("Give at least one working day more.")))
    if not reason.strip():
        raise Refused(Refusal(_("Say why the clock gets more time.")))
    longer = deadline.extended(
        working_days, holidays.current(), on=london_date(at), reason=reason.strip()
    )
    _require_time_gained(current, deadline, longer, seen=seen, today=london_date(at))
    fields = longer.as_fields()
    current.due_on, current.due_sum = fields["due_on"], fields["due_sum"]
    current.save(update_fields=["due_on", "due_sum"])
    ClockExtension.objects.create(
        application=current,
        at=at,
        by=actor.name[:200],
        role=actor.role,
        working_days=working_days,
        reason=reason.strip(),
        due_on=current.due_on,
    )
    audit.record(
        "application.extend_clock",
        current,
        actor=actor,
        at=at,
        working_days=working_days,
        reason=reason.strip(),
        from_date=deadline.due_on.isoformat(),
        to_date=current.due_on.isoformat(),
    )
    notifications.ClockExtended(current).send(at=at, besides=actor.user_id)
    if current.status in CetApplication.RUNNING:  # a rejection is the approver's no longer
        notifications.ClockExtendedForApprover(current).send(at=at, besides=actor.user_id)
    return current


def waive_unpaid_fast_track(*, application: CetApplication, actor: Actor, at: datetime) -> None:
    """Decided or taken back before it was paid: nothing is owed for a speed that never came."""
    waive_unpaid_fast_tracks(applications=[application], actor=actor, at=at)


def waive_unpaid_fast_tracks(
    *, applications: Iterable[CetApplication], actor: Actor, at: datetime
) -> None:
    """The same for several, whose fees are looked for at once."""
    numbers = [each.c_number for each in applications]
    for fee in provider_queries.fees_due_about(numbers, kind=FeeKind.FAST_TRACK):
        reason = _("%(number)s was closed before the fast track was paid.")
        provider_services.waive(fee=fee, reason=reason % {"number": fee.about}, actor=actor, at=at)
