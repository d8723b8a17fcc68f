"""The declaration after delivery."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from sessions_events import notifications, workflow
from sessions_events.models import Declaration, Event
from sessions_events.services import duties


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
    if step == "declare" and _nobody_completed(event, values["completers"], at):
        event = workflow.event.move(
            event, "upload", actor=actor, at=at, reason=_("Nobody completed the CET.")
        )
        duties.close_all([event], at=at, nil_return=True)
    return event


@transaction.atomic
def release_declaration(*, event: Event, reason: str, actor: Actor, at: datetime) -> Event:
    """GOC staff accept the difference; the provider can upload.

    The days that the declaration was held are not the provider's: it has 10 working days from
    the release. If nobody completed the CET, nothing is left to upload.
    """
    if _nobody_completed(event, event.declaration.completers, at):
        event = workflow.event.move(event, "close", actor=actor, at=at, reason=reason)
        duties.close_all([event], at=at, nil_return=True)
    else:
        event = workflow.event.move(
            event, "release", actor=actor, at=at, reason=reason, overdue_told_on=None
        )
        duties.days_anew(event, at=at)
    notifications.Released(event).send(at=at)
    return event


@transaction.atomic
def refuse_declaration(*, event: Event, reason: str, actor: Actor, at: datetime) -> Event:
    """GOC staff refuse the difference; no points follow."""
    event = workflow.event.move(event, "refuse", actor=actor, at=at, reason=reason)
    duties.close_all([event], at=at)
    notifications.Refused(event, reason).send(at=at)
    return event


def _nobody_completed(event: Event, completers: int, at: datetime) -> bool:
    """Nothing will be uploaded. While distance learning is open somebody may complete it yet."""
    return completers == 0 and not event.is_open_distance_learning(at)
