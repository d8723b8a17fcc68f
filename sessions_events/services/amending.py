"""A declaration is corrected: the next version, the old one kept."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from sessions_events import notifications, permissions, workflow
from sessions_events.enums import EventStatus
from sessions_events.models import Declaration, Event
from sessions_events.queries.declaring import has_points
from sessions_events.rules.versions import DECLARED, differences
from sessions_events.services.owing import duties
from sessions_events.services.owing.declared import (
    attach_waiting,
    close_without_completers,
    require_discussion,
    withdraw_unearned,
)

S = EventStatus


@transaction.atomic
def correct_declaration(
    *,
    event: Event,
    values: dict[str, Any],
    number: int,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Declaration:
    """The declaration says something else now. `number`: the version that was corrected.

    Points that people have stay. A difference from the approval that is new holds the event
    again while nobody has points; else it is put before the CET manager (docs/adr/0024). The
    provider is told when staff correct it. Refused where nothing is different, and if somebody
    else corrected it since.
    """
    event = lock(event)
    require(permissions.may_correct(actor, event, at=at))
    old = event.declarations.get(current=True)
    if old.number == number + 1 and _is_same(old, values, reason, actor):  # pressed twice
        return old
    _refuse_another_version(old, number)
    changed = differences(vars(old), values)
    files = attach_waiting(event, number=number + 1)
    if not changed and not files:
        raise Refused(Refusal(_("Nothing is different from what was declared.")))
    require_discussion(event, values)
    new = _next(old, values, reason=reason, actor=actor, at=at)
    audit.record(
        "declaration.correct",
        event,
        actor=actor,
        at=at,
        number=new.number,
        fields=[name for name, _before, _after in changed],
        files=files,
        reason=reason,
    )
    _follow(event, old, new, actor=actor, at=at)
    if actor.tenant_id is None:
        notifications.CorrectedByStaff(event, new).send(at=at)
    return new


def _refuse_another_version(old: Declaration, number: int) -> None:
    if old.number == number:
        return
    words = {"name": old.made_by_name, "number": old.number}
    sentence = _(
        "%(name)s corrected the declaration while you were writing: version %(number)d. Read it "
        "first, then correct that."
    )
    raise Refused(Refusal(sentence % words))


def _is_same(declaration: Declaration, values: dict[str, Any], reason: str, actor: Actor) -> bool:
    return (
        declaration.made_by_id == actor.user_id
        and declaration.reason == reason
        and not differences(vars(declaration), values)
    )


def _next(
    old: Declaration, values: dict[str, Any], *, reason: str, actor: Actor, at: datetime
) -> Declaration:
    Declaration.objects.filter(pk=old.pk).update(current=False)
    return Declaration.objects.create(
        event=old.event,
        number=old.number + 1,
        reason=reason,
        made_at=at,
        made_by_id=actor.user_id,
        made_by_name=actor.name[:200],
        **{name: values[name] for name in DECLARED},
    )


def _follow(
    event: Event, old: Declaration, new: Declaration, *, actor: Actor, at: datetime
) -> None:
    """What the new version means for the event. While it is held the manager settles it."""
    if event.status == S.HELD:
        return
    points = has_points(event)
    if event.status == S.UPLOADED and not points and new.completers:
        event = workflow.event.move(event, "reopen", actor=actor, at=at, reason=new.reason)
        duties.open_again(event)
    differs = not new.as_approved and new.what_differed != old.what_differed
    if differs and event.status == S.DECLARED and not points:
        workflow.event.move(event, "hold_again", actor=actor, at=at, reason=new.reason)
    elif differs or (old.after_points and not old.noted_at):
        Declaration.objects.filter(pk=new.pk).update(after_points=True)
        new.after_points = True
    elif event.status == S.DECLARED and not points:
        close_without_completers(event, new.completers, actor=actor, at=at)
    withdraw_unearned(event, actor=actor, at=at)
