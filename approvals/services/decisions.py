"""What approvers do, and the clock."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from approvals import notifications, workflow
from approvals.models import AudienceApproval, CetApplication, InformationRequest
from cet_portal.core import holidays
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused
from cet_portal.core.workdays import NO_DEADLINE, Deadline
from cet_portal.scheme import limits
from cet_portal.scheme import queries as scheme_queries


def take(*, application: CetApplication, actor: Actor, at: datetime) -> CetApplication:
    """An approver takes the case from the queue; the clock runs on."""
    return workflow.application.move(
        application, "take", actor=actor, at=at, approver_id=actor.user_id
    )


@transaction.atomic
def ask_information(
    *, application: CetApplication, question: str, actor: Actor, at: datetime
) -> CetApplication:
    """Ask the provider: the approver's clock stops, the provider has 10 working days."""
    deadline = Deadline.explain(
        london_date(at), limits.ANSWER_WORKING_DAYS, holidays.current(), rule=limits.RULE_ANSWER
    )
    application = workflow.application.move(
        application, "ask", actor=actor, at=at, **deadline.as_fields()
    )
    request = InformationRequest.objects.create(
        application=application,
        question=question,
        asked_at=at,
        asked_by_id=cast(int, actor.user_id),
    )
    notifications.InformationRequested(application, request).send(at=at, besides=actor.user_id)
    return application


@transaction.atomic
def approve(
    *,
    application: CetApplication,
    audiences: Sequence[str],
    units: Sequence[str],
    total: int,
    interactive: int,
    actor: Actor,
    at: datetime,
) -> CetApplication:
    """Approve for these audiences until the end of the cycle (decisions.md 14, 15, 17).

    `units`: codes; each audience gets those of its own list, and needs at least one.
    `interactive` is part of `total`.
    """
    if not audiences:
        raise Refused(Refusal(_("Choose at least one audience to approve.")))
    application = workflow.application.move(
        application,
        "approve",
        actor=actor,
        at=at,
        decided_at=at,
        approval_ends=scheme_queries.cycle_on(london_date(at)).last_day,
        **NO_DEADLINE,
    )
    for audience in scheme_queries.audiences().filter(code__in=audiences):
        own = [unit.code for unit in audience.units.all() if unit.code in units]
        if not own:
            raise Refused(
                Refusal(
                    _("Choose at least one competency unit for %(audience)s.")
                    % {"audience": audience}
                )
            )
        AudienceApproval.objects.create(
            application=application,
            audience=audience.code,
            kind=audience.kind,
            specialty=audience.specialty,
            total=total,
            interactive=interactive,
            units=own,
        )
    notifications.Decided(application).send(at=at, besides=actor.user_id)
    return application


@transaction.atomic
def reject(
    *, application: CetApplication, reasons: str, actor: Actor, at: datetime
) -> CetApplication:
    """Reject with reasons that the provider reads."""
    application = workflow.application.move(
        application,
        "reject",
        actor=actor,
        at=at,
        reason=reasons,
        reasons=reasons,
        decided_at=at,
        **NO_DEADLINE,
    )
    notifications.Decided(application).send(at=at, besides=actor.user_id)
    return application


@transaction.atomic
def reject_unanswered(*, application: CetApplication, actor: Actor, at: datetime) -> CetApplication:
    """No answer in 10 working days: the portal rejects it itself (mission/000, decisions 12)."""
    reasons = _("No response to the request for information within 10 working days.")
    application = workflow.application.move(
        application,
        "lapse",
        actor=actor,
        at=at,
        reason=reasons,
        reasons=reasons,
        decided_at=at,
        **NO_DEADLINE,
    )
    notifications.RejectedUnanswered(application).send(at=at)
    notifications.ClosedUnanswered(application).send(at=at)
    return application
