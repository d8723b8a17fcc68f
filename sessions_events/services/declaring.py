"""The declaration after delivery."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import holidays
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.workdays import Deadline
from cet_portal.scheme import limits
from sessions_events import notifications, workflow
from sessions_events.models import Declaration, Event


@transaction.atomic
def declare(*, event: Event, values: dict[str, Any], actor: Actor, at: datetime) -> Event:
    """Declare that the CET was delivered. `values`: the fields of `Declaration`.

    If the delivery differed from the approval the declaration is held for the CET manager, and
    the points with it (decisions.md 20). If nobody completed it, nothing is left to upload.
    """
    step = "declare" if values["as_approved"] else "hold"
    event = workflow.event.move(event, step, actor=actor, at=at)
    Declaration.objects.create(
        event=event, made_at=at, made_by_id=actor.user_id, made_by_name=actor.name, **values
    )
    if step == "declare" and values["completers"] == 0:
        event = workflow.event.move(
            event, "upload", actor=actor, at=at, reason=_("Nobody completed the CET.")
        )
    return event


@transaction.atomic
def release_declaration(*, event: Event, reason: str, actor: Actor, at: datetime) -> Event:
    """GOC staff accept the difference; the provider can upload.

    The days that the declaration was held are not the provider's: it has 10 working days from
    the release. If nobody completed the CET, nothing is left to upload.
    """
    if event.declaration.completers == 0:
        event = workflow.event.move(event, "close", actor=actor, at=at, reason=reason)
    else:
        deadline = Deadline.explain(
            london_date(at),
            limits.DECLARE_AND_UPLOAD_WORKING_DAYS,
            holidays.current(),
            rule=limits.RULE_UPLOAD_AFTER_RELEASE,
        )
        event = workflow.event.move(
            event,
            "release",
            actor=actor,
            at=at,
            reason=reason,
            overdue_told_on=None,
            **deadline.as_fields(),
        )
    notifications.Released(event).send(at=at)
    return event


@transaction.atomic
def refuse_declaration(*, event: Event, reason: str, actor: Actor, at: datetime) -> Event:
    """GOC staff refuse the difference; no points follow."""
    event = workflow.event.move(event, "refuse", actor=actor, at=at, reason=reason)
    notifications.Refused(event, reason).send(at=at)
    return event
