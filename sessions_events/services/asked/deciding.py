"""Refused, withdrawn, or not decided in time: the same for all that registrants ask for."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused
from sessions_events import notifications
from sessions_events.services.asked import machinery


@transaction.atomic
def refuse_asked(
    *, asked: Any, reason: str, version: int | None = None, actor: Actor, at: datetime
) -> Any:
    """Staff refuse it with a reason; it can be mended and sent again while it is to come."""
    if not reason.strip():
        raise Refused(Refusal(_("Give the reason: the registrant reads it.")))
    asked = machinery.as_read(asked, version)
    asked = machinery.flow_of(asked).move(
        asked,
        "refuse",
        actor=actor,
        at=at,
        reason=reason.strip(),
        reasons=reason.strip(),
        decided_at=at,
        decided_by_name=actor.name[:200],
    )
    notifications.AskedRefused(asked).send(at=at, besides=actor.user_id)
    return asked


@transaction.atomic
def withdraw_asked(*, asked: Any, actor: Actor, at: datetime) -> Any:
    """Whoever asked takes it back before a decision."""
    return machinery.flow_of(asked).move(asked, "withdraw", actor=actor, at=at)


@transaction.atomic
def lapse_asked(*, asked: Any, actor: Actor, at: datetime) -> Any:
    """It begins, and nobody has decided: it cannot be approved any more, and both sides are
    told."""
    asked = machinery.flow_of(asked).move(asked, "lapse", actor=actor, at=at)
    notifications.NotDecided(asked).send(at=at)
    notifications.NotDecidedForStaff(asked).send(at=at)
    return asked
