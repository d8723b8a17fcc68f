"""The provider says what it changed because of the ratings."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from approvals.models import CetApplication
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.double_click import made_just_now
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from sessions_events import notifications, permissions
from sessions_events.models import Improvement


@transaction.atomic
def say_what_changed(
    *, application: CetApplication, text: str, actor: Actor, at: datetime
) -> Improvement:
    """A note that everybody can read; those who rated the CET are told, once a day at most.

    Pressed twice it is one note. Refused for CET that nobody rated.
    """
    require(permissions.may_say_what_changed(actor, application, at=at))
    # Whoever writes at the same time waits here.
    application = lock(application)
    written = made_just_now(application.improvements.standing(), actor=actor, at=at, text=text)
    if written:
        return written
    improvement = Improvement.objects.create(
        application=application,
        text=text,
        made_at=at,
        made_by_id=actor.user_id,
        made_by_name=actor.name,
    )
    cet = application.c_number
    audit.record("improvement.write", improvement, actor=actor, at=at, cet=cet, text=text)
    notifications.WhatChanged(improvement).send(at=at)
    return improvement


@transaction.atomic
def take_back_improvement(
    *, improvement: Improvement, reason: str = "", actor: Actor, at: datetime
) -> Improvement:
    """Nobody but the provider and GOC staff reads the note any more.

    Staff give a reason, which the provider is told; without one they are refused.
    """
    improvement = lock(improvement)
    require(permissions.may_take_back_improvement(actor, improvement, at=at))
    by_staff = actor.tenant_id != improvement.application.provider_id
    if by_staff and not reason:
        raise Refused(Refusal(_("Give the reason: the provider reads it.")))
    improvement.taken_back_at, improvement.taken_back_by_name = at, actor.name
    improvement.taken_back_by_staff, improvement.taken_back_reason = by_staff, reason
    improvement.save()
    cet = improvement.application.c_number
    audit.record("improvement.take_back", improvement, actor=actor, at=at, cet=cet, reason=reason)
    if by_staff:
        notifications.ImprovementTakenBack(improvement).send(at=at)
    return improvement
