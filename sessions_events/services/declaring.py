"""The declaration after delivery, and what staff say about a difference."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from sessions_events import notifications, permissions, queries, workflow
from sessions_events.models import Declaration, Event
from sessions_events.services.certifying.withdrawing import withdraw_all_certificates
from sessions_events.services.owing import duties
from sessions_events.services.owing.declared import (
    attach_waiting,
    close_without_completers,
    nobody_completed,
    require_discussion,
    withdraw_unearned,
)


@transaction.atomic
def declare(*, event: Event, values: dict[str, Any], actor: Actor, at: datetime) -> Event:
    """Declare that the CET was delivered. `values`: the fields of `Declaration`. Files that were
    kept for the event become its evidence.

    If the delivery differed from the approval the declaration is held for the CET manager, and
    the points with it (decisions.md 20). If nobody completed it, nothing is left to upload.
    Refused where the CET is interactive and nothing shows the discussion.
    """
    step = "declare" if values["as_approved"] else "hold"
    event = workflow.event.move(event, step, actor=actor, at=at)
    attach_waiting(event, number=1)
    require_discussion(event, values)
    Declaration.objects.create(
        event=event, made_at=at, made_by_id=actor.user_id, made_by_name=actor.name, **values
    )
    if step == "declare":
        event = close_without_completers(event, values["completers"], actor=actor, at=at)
    return event


@transaction.atomic
def release_declaration(
    *, event: Event, reason: str, number: int | None = None, actor: Actor, at: datetime
) -> Event:
    """The CET manager accepts the difference; the provider can upload. `number`: the version they
    read.

    The days that the declaration was held are not the provider's: it has 10 working days from
    the release; a declaration that was late stays so on record. If nobody completed the CET,
    nothing is left to upload. Refused if it was corrected since.
    """
    declaration = _as_read(event, number)
    if nobody_completed(event, declaration.completers, at):
        event = workflow.event.move(event, "close", actor=actor, at=at, reason=reason)
        # Done when it was declared: that the declaration was held makes nobody late.
        duties.close_all([event], at=queries.held_since(event), nil_return=True)
        withdraw_unearned(event, actor=actor, at=at)
    else:
        event = workflow.event.move(event, "release", actor=actor, at=at, reason=reason)
        held_on = london_date(queries.held_since(event))
        duties.days_anew(event, held_on=held_on, at=at)
    notifications.Released(event).send(at=at)
    return event


@transaction.atomic
def refuse_declaration(
    *, event: Event, reason: str, number: int | None = None, actor: Actor, at: datetime
) -> Event:
    """The CET manager refuses the difference; no points follow, and that is final. Certificates
    that were given are withdrawn, and their holders told."""
    _as_read(event, number)
    event = workflow.event.move(event, "refuse", actor=actor, at=at, reason=reason)
    duties.close_all([event], at=at)
    withdraw_all_certificates(
        event,
        reason=_(
            "The GOC has refused the provider’s declaration, so no points follow from the event."
        ),
        actor=actor,
        at=at,
    )
    notifications.Refused(event, reason).send(at=at)
    return event


@transaction.atomic
def note_difference(
    *, event: Event, note: str, number: int, actor: Actor, at: datetime
) -> Declaration:
    """The CET manager has looked at a difference that was told after people had points.

    The points stay; what is wrong is withdrawn person by person. The provider is told. Done
    twice changes nothing. Refused if it was corrected since.
    """
    event = lock(event)
    require(permissions.may_settle(actor, event, at=at))
    declaration = _as_read(event, number)
    if not declaration.after_points or declaration.noted_at:
        raise Refused(Refusal(_("This was already done: nothing waits for you here.")))
    declaration.noted_at, declaration.noted_by_name = at, actor.name[:200]
    declaration.note = note
    declaration.save(update_fields=["noted_at", "noted_by_name", "note"])
    audit.record("declaration.note", event, actor=actor, at=at, number=number, note=note)
    notifications.DifferenceNoted(event, declaration).send(at=at)
    return declaration


def _as_read(event: Event, number: int | None) -> Declaration:
    """The current version, with the event locked; refused if it is not the one they read."""
    event = lock(event)
    declaration = event.declarations.get(current=True)
    if number is not None and declaration.number != number:
        raise Refused(
            Refusal(
                _(
                    "The declaration was corrected while you were reading. Read version "
                    "%(number)d, and decide then."
                )
                % {"number": declaration.number}
            )
        )
    return declaration
